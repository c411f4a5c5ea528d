"""How a household lives: land, power, water, toilet, road, house."""

from __future__ import annotations

from sources.contract import Column

COLUMNS = (
    Column("farmland_mu", ("耕地面积", "耕地面积（亩）"), "number", "耕地面积，亩"),
    Column("forest_mu", ("林地面积", "林地面积（亩）"), "number", "林地面积，亩"),
    Column("retired_farmland_mu", ("退耕还林面积", "退耕还林面积（亩）"), "number", "退耕还林面积，亩"),
    Column("orchard_mu", ("林果面积", "林果面积（亩）"), "number", "林果面积，亩"),
    Column("pasture_mu", ("牧草地面积", "牧草地面积（亩）"), "number", "牧草地面积，亩"),
    Column("water_mu", ("水面面积", "水面面积（亩）"), "number", "水面面积，亩"),
    Column("has_power", ("是否通生活用电", "通生活用电"), "yes_no", "是否通生活用电"),
    Column("has_safe_water", ("是否解决安全饮用水", "是否解决安全饮水", "是否安全饮水", "饮水是否安全"), "yes_no", "是否解决安全饮用水"),
    Column("has_toilet", ("有无卫生厕所", "是否有卫生厕所", "卫生厕所"), "yes_no", "有无卫生厕所"),
    Column("has_paved_road", ("入户道路是否硬化", "入户路是否硬化", "入户路类型是否硬化"), "yes_no", "入户道路是否硬化"),
    Column("road_km", ("与村主干路距离", "与村主干路距离（公里）", "与村主干道距离（公里）"), "number", "与村主干路距离，公里"),
    Column("housing_m2", ("住房面积", "住房面积（平方米）"), "number", "住房面积，平方米"),
    Column("is_unsafe_house", ("是否危房户", "是否危房", "是否为危房", "危房户"), "yes_no", "是否危房户"),
    Column("house_grade", ("危房等级", "危房级别", "房屋鉴定等级"), "code", "危房等级", codes={
        "A": ("A级", "A"), "B": ("B级", "B"), "C": ("C级", "C"), "D": ("D级", "D"),
    }, keep_unlisted=True),
    Column("renovated_in", ("危改年度", "危房改造年度", "危改时间"), "text", "危房改造年度"),
)  # fmt: skip
