using System.Runtime.CompilerServices;

namespace AgenticApi.Execution;

/// <summary>Reads an answer event by event, with a request that is repeated until an event has come.</summary>
internal sealed class StreamedAnswer(EndpointAttempts attempts, EndpointExchange exchange, ResponseAccumulator accumulator)
{
    /// <summary>What comes next of an answer.</summary>
    private enum Turn
    {
        Step,
        End,
        NoResponse,
        Broken,
    }

    /// <summary>Reads the answer. One that is no response is one step, of an <c>error</c> event.</summary>
    public async IAsyncEnumerable<ResponseStep> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        exchange.Begin();
        while (true)
        {
            await using var answer = await attempts.SendAsync(cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                yield return accumulator.Add(AnswerError.OfConnection(exchange));
                yield break;
            }

            var (body, error) = await EndpointAnswers.OpenAsync(answer, exchange.StallTimeout, cancellationToken).ConfigureAwait(false);
            if (body is null)
            {
                yield return accumulator.Add(error);
                yield break;
            }

            await using var steps = accumulator.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
            var turn = await NextAsync(steps, body, answer, cancellationToken).ConfigureAwait(false);
            while (turn == Turn.Step)
            {
                body.HasEvent = true;
                yield return steps.Current;
                turn = await NextAsync(steps, body, answer, cancellationToken).ConfigureAwait(false);
            }

            if (turn == Turn.Broken && attempts.TryRepeat(body.Failure!))
            {
                continue;
            }

            if (turn != Turn.End)
            {
                yield return accumulator.Add(turn == Turn.Broken ? AnswerError.OfConnection(exchange) : AnswerError.Of(answer.Status, body.Beginning.Span));
            }

            yield break;
        }
    }

    private static async ValueTask<Turn> NextAsync(
        IAsyncEnumerator<ResponseStep> steps, AnswerStream body, EndpointAnswer answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await steps.MoveNextAsync().ConfigureAwait(false) ? Turn.Step
                : body.HasEvent || EndpointAnswers.MayBeEmpty(answer, body.Beginning.Span) ? Turn.End
                : Turn.NoResponse;
        }
        catch (ResponseProtocolException) when (body.Failure is not null)
        {
            return Turn.Broken;
        }
        catch (ResponseProtocolException e) when (!body.HasEvent && EndpointAnswers.SaysNoResponse(e))
        {
            return Turn.NoResponse;
        }
    }
}
