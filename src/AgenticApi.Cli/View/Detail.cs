namespace AgenticApi.Cli.View;

/// <summary>How much of long content a page shows. The page says how much is left out at each place.</summary>
/// <param name="Pieces">The maximum number of events of a run that are shown individually.</param>
/// <param name="Characters">The maximum number of characters of a text or body.</param>
internal sealed record Detail(int Pieces, int Characters)
{
    /// <summary>The levels, from full detail down. A page uses the first level that makes it small enough, or the last.</summary>
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

    /// <summary>Whether a row in the list of events can be expanded to show the JSON of the events.</summary>
    public bool HasBodies { get; init; } = true;

    /// <summary>Whether all events between two important events (<see cref="Run.IsImportant"/>) are one run, whatever their types.</summary>
    public bool JoinsAll { get; init; }

    /// <summary>The maximum number of rows in the list of events.</summary>
    public int Rows { get; init; } = int.MaxValue;

    /// <summary>The maximum number of listed items of a response.</summary>
    public int Items { get; init; } = int.MaxValue;

    /// <summary>The maximum number of lanes.</summary>
    public int Lanes { get; init; } = int.MaxValue;

    /// <summary>The maximum number of responses of a connection.</summary>
    public int Answers { get; init; } = int.MaxValue;

    /// <summary>Returns the text, or, if it is too long, its beginning and end with a note of how much is left out between them.</summary>
    public string Shorten(string text)
    {
        if (text.Length <= Characters)
        {
            return text;
        }

        var head = AvoidSplit(text, Characters / 4 * 3);
        var tail = AvoidSplit(text, text.Length - (Characters / 4));
        return $"{text[..head]}\n… {EventList.Count(tail - head)} characters are left out here …\n{text[tail..]}";
    }

    /// <summary>Moves an index so that it does not split a surrogate pair.</summary>
    private static int AvoidSplit(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;
}
