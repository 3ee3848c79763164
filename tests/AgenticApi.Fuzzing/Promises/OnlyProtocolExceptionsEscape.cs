using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>Only a <see cref="ResponseProtocolException"/> escapes; and none where the input begins with a valid event and stays below the limits.</summary>
internal sealed class OnlyProtocolExceptionsEscape : Promise
{
    private static readonly ResponseAccumulatorOptions[] Tight =
    [
        new() { MaxEventBytes = 300 }, new() { MaxResponseBytes = 900 }, new() { MaxItems = 1 }, new() { MaxParts = 1 }, new() { MaxAnnotations = 1 }, new() { MaxJsonDepth = 2 },
        new() { MaxEventBytes = 1, Strict = true }, new() { Strict = true },
    ];

    public override Breach? Check(Subject subject, Random random)
    {
        var facts = subject.Facts;
        var mustRead = facts.BeginsValid && !facts.IsDeep;
        if (subject.Input.IsBody)
        {
            return Judge(subject.Whole.Error, mustRead && facts.Events[0].IsBare);
        }

        if (Judge(subject.Whole.Error, mustRead || facts.Framing == WireFraming.Empty) is { } breach)
        {
            return breach;
        }

        switch (random.Next(4))
        {
            case 0:
                var options = Tight[random.Next(Tight.Length)];
                return Fold.Whole(subject.Bytes, isBody: false, options).Error is { } refused ? Judge(refused, mustRead: false) ?? JudgeLimit(refused, mustRead, options) : null;
            case 1:
                return Judge(Fold.Whole(subject.Bytes, isBody: true).Error, mustRead: false);
            case 2:
                return Judge(Fold.Spans(facts.Events.Select(e => e.Data)).Error, !facts.IsDeep)
                    ?? Judge(Fold.Events(facts.Events.Select(e => ResponseStreamEvent.Parse(e.Data))).Error, !facts.IsDeep);
            default:
                return Judge(Outcome.Of(() => ReadAll(subject.Bytes)).Error, mustRead);
        }
    }

    private static AccumulatedResponse ReadAll(byte[] bytes) =>
        ResponseAccumulator.AllFromStreamAsync(new MemoryStream(bytes, writable: false)).ToBlockingEnumerable().Last();

    private static Breach? Judge(Exception? error, bool mustRead) =>
        error is null ? null : error is not ResponseProtocolException || mustRead ? Breach.Of(error) : null;

    private static Breach? JudgeLimit(Exception refused, bool mustRead, ResponseAccumulatorOptions options) =>
        !mustRead || options.Strict || refused.Message.Contains(nameof(ResponseAccumulatorOptions), StringComparison.Ordinal) ? null : new Breach("a limit that is not named", refused.Message);
}
