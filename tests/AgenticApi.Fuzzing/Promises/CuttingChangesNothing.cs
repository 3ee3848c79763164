namespace AgenticApi.Fuzzing.Promises;

/// <summary>However the bytes are cut, and whichever way they are given, the result is the same.</summary>
internal sealed class CuttingChangesNothing : Promise
{
    // A message that is given by itself has no framing, so that a body cannot be told from a bare response in a stream.
    private static readonly DeviationKind[] OnlyFraming = [DeviationKind.BodyInsteadOfStream, DeviationKind.BareResponse];

    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Input.IsBody)
        {
            return null;
        }

        var whole = subject.Whole;
        switch (random.Next(6))
        {
            // A read for each byte is dear: short streams show the same.
            case 5 when subject.Bytes.Length < 1_500 || random.Next(16) == 0:
                return Differ(whole, Outcome.Of(() => Fold.From(new PieceStream(subject.Bytes))), "byte by byte");
            case 0 or 1 or 5:
                return Differ(whole, Outcome.Of(() => Fold.From(new PieceStream(subject.Bytes, random))), "in pieces");
            case 2 when whole.Result is not null:
                return Differ(whole, Fold.Events(subject.Events), "Add(event)", OnlyFraming);
            case 3 when whole.Result is not null && AreNamedInside(subject):
                return Differ(whole, Fold.Spans(subject.Events.Select(e => e.Utf8Json.ToArray())), "Add(bytes)", OnlyFraming);
            case 4 when whole.Result is not null && AreNamedInside(subject) && subject.Facts.IsClean:
                return Differ(whole, Fold.Events(subject.Facts.Events.Select(e => ResponseStreamEvent.Parse(e.Data))), "Parse and Add", OnlyFraming);
            default:
                return null;
        }
    }

    /// <summary>Whether no event has its type from its frame's <c>event:</c> line, which is not in its JSON.</summary>
    private static bool AreNamedInside(Subject subject) => subject.Facts.Events.Count > 0 && subject.Facts.Events.All(e => !e.IsObject || e.HasType || e.Name.Length == 0);

    private static Breach? Differ(Outcome whole, Outcome other, string way, params DeviationKind[] excluded) =>
        whole.Difference(other, excluded) is { } difference ? new Breach($"{way}: {difference}") : null;
}
