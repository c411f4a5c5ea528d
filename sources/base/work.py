"""Labour and work: what a member can do, where they work, and public posts."""

from __future__ import annotations

from sources.contract import Column

COLUMNS = (
    Column("labour", ("劳动技能", "劳动能力", "劳动力状况"), "code", "劳动技能", codes={
        "弱劳动力或半劳动力": ("弱劳动力或半劳动力", "弱劳动力", "半劳动力", "弱劳力半劳力"),
        "丧失劳动力": ("丧失劳动力", "丧失劳动能力"),
        "无劳动力": ("无劳动力", "无劳动能力", "无劳力"),
        "技能劳动力": ("技能劳动力",),
        "普通劳动力": ("普通劳动力", "普通劳动", "普通全劳动力"),
    }, keep_unlisted=True),
    Column("speaks_mandarin", ("是否会讲普通话", "是否会说普通话", "会讲普通话"), "yes_no", "是否会讲普通话"),
    Column("works_away", ("是否已外出务工", "是否已务工", "是否外出务工", "是否务工", "已务工"), "yes_no", "是否已务工"),
    Column("plans_work", ("是否计划务工", "是否计划外出务工", "是否有务工意愿", "计划务工"), "yes_no", "是否计划务工"),
    Column("works_abroad", ("是否国外务工", "是否境外务工", "国外务工"), "yes_no", "是否国外务工"),
    Column("work_place", ("务工所在地", "务工地点", "务工区域", "务工地"), "text", "务工所在地"),
    Column("work_county", ("务工所在县", "务工所在县（区）", "务工县"), "text", "务工所在县"),
    Column("work_months", ("务工时间（月）", "务工时间", "务工月数", "务工时长（月）"), "count", "务工时间，月"),
    Column("work_from", ("务工开始时间", "外出务工开始时间", "务工起始时间", "务工开始日期"), "date", "务工开始时间"),
    Column("work_until", ("务工结束时间", "外出务工结束时间", "务工截止时间", "务工结束日期"), "date", "务工结束时间"),
    Column("earlier_work_until", ("上次务工结束时间", "上一次务工结束时间", "前次务工结束时间"), "date", "上次务工结束时间"),
    Column("work_monthly_yuan", ("务工月收入", "务工月收入（元）", "月收入", "务工月工资"), "yuan", "务工月收入，元"),
    Column("employer", ("务工企业名称", "务工企业", "务工单位", "就业单位"), "text", "务工企业名称"),
    Column("industry", ("所属行业", "务工行业", "从事行业"), "text", "务工所属行业"),
    Column("job_channel", ("就业渠道", "务工就业渠道"), "text", "就业渠道"),
    Column("is_point_to_point", ("是否点对点输送", "是否“点对点”输送", "点对点输送"), "yes_no", "是否点对点输送"),
    Column("job_need", ("就业服务需求", "务工就业服务需求", "就业需求"), "text", "就业服务需求"),
    Column("travel_aid_yuan", ("年度交通费补助", "交通费补助", "外出务工交通补助", "交通补助"), "yuan", "年度交通费补助，元"),
    Column("public_post", ("公益性岗位", "公益岗位", "公益性岗位名称"), "text", "公益性岗位，可多项"),
    Column("public_post_months", ("公益性岗位（月数）", "公益性岗位月数", "公益岗位月数"), "count", "公益性岗位月数"),
)  # fmt: skip
