using System.Runtime.CompilerServices;

namespace AgenticApi.Execution;

/// <summary>Reads an answer event by event, and repeats the request until the first event has arrived.</summary>
internal sealed class StreamedAnswer(EndpointAttempts attempts, EndpointExchange exchange, ResponseAccumulator accumulator)
{
    /// <summary>The outcome of reading the next event.</summary>
    private enum Turn
    {
        Step,
        End,
        NoResponse,
        Broken,
    }

    /// <summary>Reads the answer. An answer that is not a response is one step with an <c>error</c> event.</summary>
    public async IAsyncEnumerable<ResponseStep> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        exchange.Begin();
        while (true)
        {
            var answer = await attempts.SendAsync(cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                yield return accumulator.Add(AnswerError.OfConnection(exchange));
                yield break;
            }

            await using var closing = answer.ConfigureAwait(false);
            var (body, error) = await EndpointAnswers.OpenAsync(answer, exchange.StallTimeout, cancellationToken).ConfigureAwait(false);
            if (body is null)
            {
                yield return accumulator.Add(error);
                yield break;
            }

            using var open = body;
            var steps = accumulator.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var ending = steps.ConfigureAwait(false);
            Turn turn;
            while (true)
            {
                // Usually the next event is already in the buffer.
                var next = steps.MoveNextAsync();
                turn = next.IsCompletedSuccessfully ? TurnOf(next.Result, body, answer) : await NextAsync(next, body, answer).ConfigureAwait(false);
                if (turn != Turn.Step)
                {
                    break;
                }

                body.HasEvent = true;
                yield return steps.Current;
                cancellationToken.ThrowIfCancellationRequested();
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

    private static async ValueTask<Turn> NextAsync(ValueTask<bool> next, AnswerStream body, EndpointAnswer answer)
    {
        try
        {
            return TurnOf(await next.ConfigureAwait(false), body, answer);
        }
        catch (ResponseProtocolException) when (body.Failure is not null)
        {
            return Turn.Broken;
        }
        catch (ResponseProtocolException e) when (!body.HasEvent && EndpointAnswers.IsNoResponse(e))
        {
            return Turn.NoResponse;
        }
    }

    private static Turn TurnOf(bool isStep, AnswerStream body, EndpointAnswer answer) =>
        isStep ? Turn.Step
        : body.HasEvent || EndpointAnswers.MayBeEmpty(answer, body.Beginning.Span) ? Turn.End
        : Turn.NoResponse;
}
