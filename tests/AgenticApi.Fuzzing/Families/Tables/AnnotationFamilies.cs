using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Annotations of one part. At the largest size there are some 70,000 of them.</summary>
internal static class AnnotationFamilies
{
    public static readonly Family[] All =
    [
        new("annotations, rising", Feed.Stream, w => Annotations(w, i => i, i => i)),
        new("annotations, falling", Feed.Stream, w => Annotations(w, i => 100_000 - i, i => i)),
        new("annotations, from both ends", Feed.Stream, w => Annotations(w, i => i % 2 == 0 ? i : 200_000 - i, i => i)),
        new("annotations under one index", Feed.Stream, w => Annotations(w, _ => 0, i => i)),
        new("one annotation again and again", Feed.Stream, w => Annotations(w, _ => 0, _ => 0)),
        new("annotations again and again", Feed.Stream, w => Annotations(w, i => i % (w.Size / 1_000), i => i % (w.Size / 1_000))),
        new("annotations without an index", Feed.Stream, w => Annotations(w, _ => null, i => i)),
        new("annotations with and without an index in turn", Feed.Stream, w => Annotations(w, i => i % 2 == 0 ? i : null, i => i)),
        new("annotations in many parts", Feed.Stream, w => w.Event(Created).Fill(i => Part(
            "output_text.annotation.added", i % Math.Min(w.Size / 1_000, Many), $",\"annotation_index\":{i},\"annotation\":{{\"type\":\"x\",\"n\":{i}}}"))),
        new("annotations past the limit", Feed.Stream, w => w.Event(Created).Fill(i => Of("output_text.annotation.added", $",\"annotation_index\":{i},\"annotation\":{{}}"))) { IsDamaged = true },
    ];

    private static void Annotations(InputWriter input, Func<int, int?> index, Func<int, int> number) => input.Event(Created, Added(0, Message)).Fill(i =>
        Part("output_text.annotation.added", 0, (index(i) is { } at ? $",\"annotation_index\":{at}" : "") + $",\"annotation\":{{\"type\":\"x\",\"n\":{number(i)}}}"));
}
