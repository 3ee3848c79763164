namespace AgenticApi.Cli.View;

/// <summary>How much of long things a page shows. What is left out is counted where it would stand.</summary>
/// <param name="Pieces">How many events of a run are shown one by one.</param>
/// <param name="Characters">How many characters of a text or body are shown.</param>
internal sealed record Detail(int Pieces, int Characters)
{
    /// <summary>From everything on. A page takes the first with which it is small enough, or the last.</summary>
    public static IReadOnlyList<Detail> Levels { get; } =
    [
        new(int.MaxValue, int.MaxValue),
        new(1000, 200_000),
        new(200, 40_000),
        new(50, 8000),
        new(20, 2000) { JoinsAll = true },
        new(10, 1000) { JoinsAll = true, HasBodies = false, Items = 500, Lanes = 100, Answers = 1000 },
        new(10, 400) { JoinsAll = true, HasBodies = false, Rows = 4000, Items = 1000, Lanes = 200, Answers = 100 },
        new(10, 200) { JoinsAll = true, HasBodies = false, Rows = 400, Items = 200, Lanes = 40, Answers = 20 },
    ];

    /// <summary>Whether a row of the list of events opens, and shows the events themselves.</summary>
    public bool HasBodies { get; init; } = true;

    /// <summary>Whether all events between two that matter are one run, of whatever types they are.</summary>
    public bool JoinsAll { get; init; }

    /// <summary>How many rows the list of events has.</summary>
    public int Rows { get; init; } = int.MaxValue;

    /// <summary>How many items of a response are listed.</summary>
    public int Items { get; init; } = int.MaxValue;

    /// <summary>How many lanes are drawn.</summary>
    public int Lanes { get; init; } = int.MaxValue;

    /// <summary>How many responses of a connection are shown.</summary>
    public int Answers { get; init; } = int.MaxValue;

    /// <summary>A text as it is, or its beginning and end, and how much is left out between them.</summary>
    public string Shorten(string text)
    {
        if (text.Length <= Characters)
        {
            return text;
        }

        var head = Whole(text, Characters / 4 * 3);
        var tail = Whole(text, text.Length - (Characters / 4));
        return $"{text[..head]}\n… {EventList.Count(tail - head)} characters are left out here …\n{text[tail..]}";
    }

    /// <summary>A place in a text at which no character is cut in two.</summary>
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;
}
