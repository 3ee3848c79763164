namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>All that the server of a run does. After it, the model answers.</summary>
internal sealed record GeneratedRun(IReadOnlyList<GeneratedRound> Rounds)
{
    /// <summary>Whether nothing of it is a reason to end early.</summary>
    public bool IsSound =>
        Rounds.All(round => round.IsSound) && Items.All(items => items.All(item => item.Id != CallIdKind.None));

    /// <summary>The items of each round. A round that repeats another has the items of that one.</summary>
    public IReadOnlyList<IReadOnlyList<GeneratedItem>> Items
    {
        get
        {
            var items = new List<IReadOnlyList<GeneratedItem>>();
            foreach (var round in Rounds)
            {
                items.Add(round.Repeats && items.Count > 0 ? items[^1] : round.Items);
            }

            return items;
        }
    }

    /// <summary>The same with one thing less.</summary>
    public IEnumerable<GeneratedRun> Simpler() => Simpler(Rounds, round => round.Simpler()).Select(rounds => new GeneratedRun(rounds));

    /// <summary>Lists with one element less, or with one simpler one.</summary>
    public static IEnumerable<IReadOnlyList<T>> Simpler<T>(IReadOnlyList<T> list, Func<T, IEnumerable<T>> simpler) =>
        Enumerable.Range(0, list.Count).Select(i => (IReadOnlyList<T>)[.. list.Where((_, at) => at != i)])
            .Concat(Enumerable.Range(0, list.Count).SelectMany(i => simpler(list[i]).Select(one => (IReadOnlyList<T>)[.. list.Take(i), one, .. list.Skip(i + 1)])));

    public override string ToString() => string.Concat(Rounds.Select((round, i) => $"\n  {round with { Repeats = round.Repeats && i > 0 }}"));
}
