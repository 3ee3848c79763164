using System.Runtime.CompilerServices;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The chat client of an endpoint.</summary>
internal sealed class ResponsesChatClient(ResponsesEndpoint endpoint, string? model, ResponsesChatOptions own) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("agentic_api", null, model);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var token = TokenOf(messages, options);
        var request = token is null ? ChatRequest.Of(this, messages, options, model, own.Store) : null;
        var (result, exchange) = request is null
            ? await endpoint.GetAsync(token!.ResponseId, cancellationToken).ConfigureAwait(false)
            : await endpoint.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        Errors.ThrowIfNone(result, exchange);
        var response = new ResponseUpdates(new AnswerContext { Request = request }).Finish(result).ToChatResponse();
        response.RawRepresentation = result.Response;
        response.ContinuationToken = result.Ending == Ending.InProgress ? new BackgroundToken(result.Response.Id, null) : null;
        return response;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var token = TokenOf(messages, options);
        var request = token is null ? ChatRequest.Of(this, messages, options, model, own.Store) : null;
        var accumulator = new ResponseAccumulator(own.Reading);
        var exchange = new EndpointExchange();

        // A resumed stream is read from its first event, and updates that were passed on before are skipped. So the end is that of an uninterrupted stream.
        var steps = request is null
            ? endpoint.StreamAsync(token!.ResponseId, startingAfter: null, accumulator, exchange, cancellationToken)
            : endpoint.StreamAsync(request, accumulator, exchange, cancellationToken);
        var isBackground = token is not null || request?.Background == true;
        var updates = new ResponseUpdates(new AnswerContext { Request = request, IsBackground = isBackground });
        await foreach (var step in steps.ConfigureAwait(false))
        {
            foreach (var update in updates.Add(step))
            {
                if (token?.SequenceNumber is not { } seen || step.Event?.SequenceNumber is not { } number || number > seen)
                {
                    yield return update;
                }
            }
        }

        var result = accumulator.Finish();
        Errors.ThrowIfNone(result, exchange);
        if (isBackground && result.Ending == Ending.Truncated)
        {
            throw new IOException("The stream stopped before the response was complete. Send the continuation token of the last update to read the rest.");
        }

        foreach (var update in updates.Finish(result))
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(ResponsesEndpoint) ? endpoint
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The endpoint is the caller's.
    }

    private static BackgroundToken? TokenOf(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (options?.ContinuationToken is not { } token)
        {
            return null;
        }

        return messages.Any()
            ? throw new InvalidOperationException("A continuation token cannot be sent with messages. Send an empty list with it.")
            : BackgroundToken.From(token);
    }
}
