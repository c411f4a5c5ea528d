-- Question: how does what is left of a number differ from the whole number of each candidate?
-- Grain: one damaged row and one candidate.
-- Inputs: match.candidate
-- clue NULL: the number speaks against the candidate. strength: 1 one slip, the number is nearly whole; 2 more is wrong or
-- gone, yet what is left tells people apart; 3 next to nothing is left, the name has to speak.
-- is_cut_off: the number's end was lost; is_born_alike: another number with the same day of birth. Of several readings of a number the first clue of the list counts.
-- readings: how the text may have to be taken: with a certificate's last signs cut off, as one of two numbers in one cell,
-- as an old number of 15 digits. front, back: how many characters agree from the left and from the right.
-- seen: how many characters are digits (a mask or a letter is none); apart: how many of them differ, place by place.
WITH clues (place, finding, strength, clue, is_cut_off, is_born_alike) AS (
    VALUES
    (1, 'both_wrong_alike', 1, '两处所记号码相同而都有误', FALSE, FALSE),
    (2, 'further_signs', 1, '号码一致而夹有字母或多余的字', FALSE, FALSE),
    (3, 'end_cut_off', 1, '号码前15位一致，后几位丢失', TRUE, FALSE),
    (4, 'one_too_many', 1, '号码多一位', FALSE, FALSE),
    (5, 'one_unclear', 1, '号码有一位看不清', FALSE, FALSE),
    (6, 'neighbours_swapped', 1, '号码相邻两位颠倒', FALSE, FALSE),
    (7, 'one_lacking', 1, '号码缺一位', FALSE, FALSE),
    (8, 'one_wrong', 1, '号码错一位', FALSE, FALSE),
    (9, 'end_wrong', 2, '号码前15位一致，后几位不符', FALSE, FALSE),
    (10, 'front_left', 2, '号码只剩前几位，一致', FALSE, FALSE),
    (11, 'two_too_many', 2, '号码多两位', FALSE, FALSE),
    (12, 'two_swapped', 2, '号码有两位对调', FALSE, FALSE),
    (13, 'parts_swapped', 2, '号码的地区码和出生日期颠倒', FALSE, FALSE),
    (14, 'seen_agree', 2, '号码看得清的各位一致', FALSE, FALSE),
    (15, 'several_lacking', 2, '号码缺几位，其余一致', FALSE, FALSE),
    (16, 'run_wrong', 2, '号码连着错几位', FALSE, FALSE),
    (17, 'two_wrong', 2, '号码错两位', FALSE, FALSE),
    (18, 'unknown_two_wrong', 2, '户库没有这个号码，与此人只差两位', FALSE, FALSE),
    (19, 'unknown_day_swapped', 2, '户库没有这个号码，与此人只是月日颠倒', FALSE, FALSE),
    (20, 'unknown_same_place_and_birth', 2, '户库没有这个号码，与此人地区和出生日期相同，可能换过号码', FALSE, TRUE),
    (21, 'old_number', 2, '旧号码或尾数为000的号码与此人一致', FALSE, FALSE),
    (22, 'no_id_number', 3, '号码不是身份证号', FALSE, FALSE),
    (23, 'copied_agrees', 3, '号码与此人一致，但同一号码写在几个姓名下', FALSE, FALSE),
    (24, 'few_left', 3, '号码只剩几位，尚相符', FALSE, FALSE),
    (25, 'absent', 3, '号码缺失', FALSE, FALSE),
    (26, 'unknown_same_birth', 3, '户库没有这个号码，与此人出生日期相同，可能换过号码', FALSE, TRUE),
    (27, 'somebody_elses', 3, '所报号码是另一个人的', FALSE, FALSE),
    (28, 'document_agrees', 3, '身份证以外的证件号码与此人一致', FALSE, FALSE)
),
readings AS (
    SELECT row_key, person_key, both_sound, torn_state, torn, sound, FALSE AS is_old
    FROM match.candidate
    WHERE LENGTH(torn) <= 20
    UNION ALL
    SELECT row_key, person_key, both_sound, torn_state, SUBSTRING(torn, 1, 18), sound, FALSE
    FROM match.candidate
    WHERE LENGTH(torn) > 18
    UNION ALL
    SELECT row_key, person_key, both_sound, torn_state, SUBSTRING(torn, 1, 17), sound, FALSE
    FROM match.candidate
    WHERE LENGTH(torn) IN (19, 21)
    UNION ALL
    SELECT row_key, person_key, both_sound, torn_state, SUBSTRING(torn, 1, 19), sound, FALSE
    FROM match.candidate
    WHERE LENGTH(torn) = 21
    UNION ALL
    SELECT row_key, person_key, both_sound, torn_state, SUBSTRING(torn, LENGTH(torn) - 17, 18), sound, FALSE
    FROM match.candidate
    WHERE LENGTH(torn) BETWEEN 33 AND 40
    UNION ALL
    SELECT row_key, person_key, both_sound, torn_state, torn, SUBSTRING(sound, 1, 6) || SUBSTRING(sound, 9, 9), TRUE
    FROM match.candidate
    WHERE LENGTH(torn) BETWEEN 14 AND 16 AND SUBSTRING(sound, 7, 2) = '19'
),
places (place) AS (
    VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18)
),
signs AS (
    SELECT
        row_key, person_key, both_sound, torn_state, torn, sound, is_old, place,
        LENGTH(torn) AS width,
        LENGTH(sound) AS whole,
        SUBSTRING(torn, place, 1) AS torn_sign,
        SUBSTRING(sound, place, 1) AS sound_sign,
        CASE WHEN place <= LENGTH(torn) THEN SUBSTRING(torn, LENGTH(torn) + 1 - place, 1) END AS torn_sign_back,
        CASE WHEN place <= LENGTH(sound) THEN SUBSTRING(sound, LENGTH(sound) + 1 - place, 1) END AS sound_sign_back,
        SUBSTRING(torn, place, 1) BETWEEN '0' AND '9' OR (place = LENGTH(torn) AND SUBSTRING(torn, place, 1) = 'X') AS is_seen
    FROM readings
    CROSS JOIN places
    WHERE torn <> '' AND sound IS NOT NULL
),
compared AS (
    SELECT
        row_key, person_key, both_sound, torn_state, torn, sound, is_old, width, whole,
        COALESCE(MIN(CASE WHEN torn_sign <> sound_sign THEN place END), 19) - 1 AS front,
        COALESCE(MIN(CASE WHEN COALESCE(torn_sign_back, '') <> COALESCE(sound_sign_back, '') THEN place END), 19) - 1
            AS back,
        COUNT(CASE WHEN is_seen THEN 1 END) AS seen,
        COUNT(CASE WHEN is_seen AND torn_sign <> sound_sign THEN 1 END) AS apart,
        MIN(CASE WHEN is_seen AND torn_sign <> sound_sign THEN place END) AS first_apart,
        MAX(CASE WHEN is_seen AND torn_sign <> sound_sign THEN place END) AS last_apart
    FROM signs
    GROUP BY ALL
),
judged AS (
    SELECT
        row_key,
        person_key,
        CASE
            WHEN torn LIKE '%000' AND width = 18 AND front >= 15 AND torn_state <> 'lost_digits'
                THEN 'end_cut_off'
            WHEN both_sound AND NOT is_old AND width = 18 AND apart <= 2 THEN 'unknown_two_wrong'
            WHEN both_sound AND NOT is_old AND width = 18 AND SUBSTRING(torn, 1, 14) = SUBSTRING(sound, 1, 14)
                THEN 'unknown_same_place_and_birth'
            WHEN both_sound AND width = 18 AND NOT is_old AND apart <= 4
                AND SUBSTRING(torn, 11, 4) = SUBSTRING(sound, 13, 2) || SUBSTRING(sound, 11, 2)
                THEN 'unknown_day_swapped'
            WHEN both_sound AND NOT is_old AND width = 18 AND SUBSTRING(torn, 7, 8) = SUBSTRING(sound, 7, 8)
                THEN 'unknown_same_birth'
            WHEN both_sound THEN NULL
            WHEN torn_state = 'lost_digits' AND width <= 18 AND NOT is_old
                AND ABS(
                    TRY_CAST(SUBSTRING(torn, 1, 15) AS BIGINT)
                    - TRY_CAST(SUBSTRING(sound, 1, LEAST(width, 15)) AS BIGINT)
                ) <= 1
                THEN CASE
                    WHEN width >= 15 THEN 'end_cut_off'
                    WHEN width >= 12 THEN 'front_left'
                    ELSE 'few_left'
                END
            WHEN torn = sound AND NOT is_old THEN 'further_signs'
            WHEN width = whole AND seen >= whole - 1 AND apart = 0 THEN 'one_unclear'
            WHEN width = whole AND seen = whole AND apart = 1 THEN 'one_wrong'
            WHEN width = whole AND seen = whole AND apart = 2
                AND SUBSTRING(torn, first_apart, 1) = SUBSTRING(sound, last_apart, 1)
                AND SUBSTRING(torn, last_apart, 1) = SUBSTRING(sound, first_apart, 1)
                THEN CASE WHEN last_apart = first_apart + 1 THEN 'neighbours_swapped' ELSE 'two_swapped' END
            WHEN width = whole - 1 AND front + back >= width THEN 'one_lacking'
            WHEN width = whole + 1 AND front + back >= whole THEN 'one_too_many'
            WHEN width = whole AND seen >= whole - 1 AND apart = 2 THEN 'two_wrong'
            WHEN is_old THEN NULL
            WHEN width BETWEEN 15 AND 19 AND front >= 15 THEN 'end_wrong'
            WHEN width = 18 AND seen = 18 AND last_apart - first_apart <= 3 THEN 'run_wrong'
            WHEN width = 18 AND SUBSTRING(torn, 1, 14) = SUBSTRING(sound, 7, 8) || SUBSTRING(sound, 1, 6)
                AND SUBSTRING(torn, 15, 4) = SUBSTRING(sound, 15, 4)
                THEN 'parts_swapped'
            WHEN width = 20 AND front + back >= 18 THEN 'two_too_many'
            WHEN width = 18 AND apart = 0 AND seen >= 10 THEN 'seen_agree'
            WHEN width < 18 AND seen BETWEEN 10 AND 17 AND seen < width AND front + back >= seen
                THEN 'seen_agree'
            WHEN width BETWEEN 12 AND 16 AND front + back >= width THEN 'several_lacking'
            WHEN width = 18 AND apart = 0 AND seen BETWEEN 6 AND 9 THEN 'few_left'
            WHEN width BETWEEN 5 AND 11 AND seen = width AND (front = width OR back = width) THEN 'few_left'
        END AS finding
    FROM compared
),
best AS (
    SELECT judged.row_key, judged.person_key, ARG_MIN(judged.finding, clues.place) AS finding
    FROM judged
    INNER JOIN clues ON clues.finding = judged.finding
    GROUP BY judged.row_key, judged.person_key
),
clued AS (
    SELECT
        candidate.row_key,
        candidate.person_key,
        candidate.household_id,
        candidate.whom,
        candidate.name_agrees,
        candidate.name_key,
        candidate.is_placed,
        candidate.is_same_place,
        CASE
            WHEN best.finding IS NOT NULL THEN best.finding
            WHEN candidate.torn_state = 'copied' AND candidate.name_agrees = 4 THEN 'copied_agrees'
            WHEN candidate.torn_state = 'document' AND candidate.name_agrees = 4 THEN 'document_agrees'
            WHEN candidate.name_agrees = 4 THEN 'old_number'
            WHEN candidate.torn_state = 'copied' THEN 'somebody_elses'
            WHEN candidate.sound IS NULL AND candidate.is_same_text THEN 'both_wrong_alike'
            WHEN candidate.torn_state = 'document' AND (NOT candidate.is_feed_sound OR candidate.is_same_place)
                THEN 'no_id_number'
            WHEN candidate.torn = '' AND (NOT candidate.is_feed_sound OR candidate.is_same_place) THEN 'absent'
        END AS finding
    FROM match.candidate AS candidate
    LEFT JOIN best ON best.row_key = candidate.row_key AND best.person_key = candidate.person_key
)
SELECT
    clued.row_key,
    clued.person_key,
    clued.household_id,
    clued.whom,
    clued.name_agrees,
    clued.name_key,
    clued.is_placed,
    clued.is_same_place,
    clues.strength,
    clues.clue,
    clues.is_cut_off,
    clues.is_born_alike
FROM clued
LEFT JOIN clues ON clues.finding = clued.finding
