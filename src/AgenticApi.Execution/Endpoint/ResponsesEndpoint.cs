using System.Globalization;

namespace AgenticApi.Execution;

/// <summary>A server of the Responses API: sends requests, and reads what it answers.</summary>
/// <remarks>
/// An answer that is no response (an HTML page, plain text, another API's error) is a result with <see cref="Ending.Errored"/>, and so is a
/// server that cannot be reached. Safe to use from several threads.
/// </remarks>
public sealed class ResponsesEndpoint
{
    private const string Responses = "responses";

    private readonly Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> _send;
    private readonly RetryPolicy _retry;
    private readonly TimeProvider _time;

    /// <summary>Sends with an <see cref="HttpClient"/>, whose <see cref="HttpClient.BaseAddress"/> is the API's base: <c>http://host/v1/</c>.</summary>
    /// <remarks>A query of the base address goes with every request. The slash at its end may be missing.</remarks>
    /// <param name="client">The client. It is not disposed. Its <see cref="HttpClient.Timeout"/> bounds the wait for the head of an answer.</param>
    /// <param name="retry">How requests are repeated; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="client"/> has no base address.</exception>
    public ResponsesEndpoint(HttpClient client, RetryPolicy? retry = null, TimeProvider? time = null)
        : this(new HttpSending(client, time ?? TimeProvider.System).SendAsync, retry, time)
    {
    }

    /// <summary>Sends with a function: over another transport, or in a test.</summary>
    /// <param name="send">
    /// Sends one request and gives the answer as soon as its head has come. What it throws for a connection that failed, an
    /// <see cref="HttpRequestException"/>, <see cref="IOException"/>, <see cref="System.Net.Sockets.SocketException"/> or
    /// <see cref="TimeoutException"/>, is repeated and told as such; any other exception comes out of the call.
    /// </param>
    /// <param name="retry">How requests are repeated; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="send"/> is null.</exception>
    public ResponsesEndpoint(Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> send, RetryPolicy? retry = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(send);
        (_send, _retry, _time) = (send, retry ?? RetryPolicy.Default, time ?? TimeProvider.System);
    }

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The answer goes past a limit of <see cref="ResponseAccumulatorOptions"/>.</exception>
    public Task<EndpointResult> CreateAsync(ResponseRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReadAsync(new EndpointRequest(HttpMethod.Post, Responses, request.ToUtf8Json(stream: false)), cancellationToken);
    }

    /// <summary>Sends a request and reads the answer as it comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="accumulator">What folds the events. After the last step, its <see cref="ResponseAccumulator.Finish"/> gives the response.</param>
    /// <param name="exchange">Gets how the exchange went; null where that is of no interest.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// A step for each event. A connection that breaks after the first one ends the sequence; one that breaks before counts as not made.
    /// Leaving the loop over the steps closes the connection.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or <paramref name="accumulator"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The answer goes past a limit of the accumulator, or its strict mode refuses it.</exception>
    public IAsyncEnumerable<ResponseStep> StreamAsync(
        ResponseRequest request, ResponseAccumulator accumulator, EndpointExchange? exchange = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StreamAsync(new EndpointRequest(HttpMethod.Post, Responses, request.ToUtf8Json(stream: true)), accumulator, exchange, cancellationToken);
    }

    /// <summary>Reads a stored response.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="cancellationToken">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null or can be no id.</exception>
    /// <exception cref="ResponseProtocolException">The answer goes past a limit of <see cref="ResponseAccumulatorOptions"/>.</exception>
    public Task<EndpointResult> GetAsync(string responseId, CancellationToken cancellationToken = default) =>
        ReadAsync(new EndpointRequest(HttpMethod.Get, PathOf(responseId), default), cancellationToken);

    /// <summary>Reads the events of a stored background response, from after an event on: a stream that broke goes on.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="startingAfter">The <see cref="ResponseAccumulator.LastSequenceNumber"/> of the stream that broke; null for all events.</param>
    /// <param name="accumulator">What folds the events: the one of the stream that broke, or a new one for all events.</param>
    /// <param name="exchange">Gets how the exchange went; null where that is of no interest.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A step for each event, as for a request.</returns>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null or can be no id, or <paramref name="accumulator"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The answer goes past a limit of the accumulator, or its strict mode refuses it.</exception>
    public IAsyncEnumerable<ResponseStep> StreamAsync(
        string responseId, long? startingAfter, ResponseAccumulator accumulator, EndpointExchange? exchange = null, CancellationToken cancellationToken = default)
    {
        var after = startingAfter is { } number ? string.Create(CultureInfo.InvariantCulture, $"&starting_after={number}") : "";
        return StreamAsync(new EndpointRequest(HttpMethod.Get, $"{PathOf(responseId)}?stream=true{after}", default), accumulator, exchange, cancellationToken);
    }

    /// <summary>Cancels a background response.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="cancellationToken">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null or can be no id.</exception>
    /// <exception cref="ResponseProtocolException">The answer goes past a limit of <see cref="ResponseAccumulatorOptions"/>.</exception>
    public Task<EndpointResult> CancelAsync(string responseId, CancellationToken cancellationToken = default) =>
        ReadAsync(new EndpointRequest(HttpMethod.Post, $"{PathOf(responseId)}/cancel", default), cancellationToken);

    /// <summary>Deletes a stored response.</summary>
    /// <param name="responseId">The id of the response.</param>
    /// <param name="cancellationToken">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Whether the server says that it did.</returns>
    /// <exception cref="ArgumentException"><paramref name="responseId"/> is null or can be no id.</exception>
    public async Task<bool> DeleteAsync(string responseId, CancellationToken cancellationToken = default)
    {
        var request = new EndpointRequest(HttpMethod.Delete, PathOf(responseId), default);
        var answer = await Attempt(request, new EndpointExchange()).SendAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return false;
        }

        await using var closing = answer.ConfigureAwait(false);
        if (!EndpointAnswers.IsSuccess(answer.Status))
        {
            return false;
        }

        using var body = new AnswerStream(answer.Body);
        await body.ReadBeginningAsync(cancellationToken).ConfigureAwait(false);
        return AnswerKind.SaysDeleted(body.Beginning);
    }

    /// <summary>Reads the newest items of a conversation, in the order in which they were added.</summary>
    /// <param name="conversationId">The id of the conversation.</param>
    /// <param name="most">How many items at most.</param>
    /// <param name="repeats">Whether a request that fails is repeated.</param>
    /// <param name="cancellationToken">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Null where the server gives no such list.</returns>
    internal async Task<List<OutputItem>?> ConversationItemsAsync(string conversationId, int most, bool repeats, CancellationToken cancellationToken)
    {
        if (!IsId(conversationId))
        {
            return null;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"conversations/{Uri.EscapeDataString(conversationId)}/items?order=desc&limit={most}");
        var request = new EndpointRequest(HttpMethod.Get, path, default);
        var answer = await new EndpointAttempts(_send, request, new EndpointExchange(), repeats ? _retry : RetryPolicy.None, _time).SendAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return null;
        }

        await using var closing = answer.ConfigureAwait(false);
        return EndpointAnswers.IsSuccess(answer.Status) ? await ItemList.ReadAsync(answer.Body, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Whether a text can name something. "." and ".." mean another path: a URI would leave them out.</summary>
    internal static bool IsId(string id) => id is not ("" or "." or "..");

    private static string PathOf(string responseId)
    {
        ArgumentException.ThrowIfNullOrEmpty(responseId);
        return IsId(responseId)
            ? $"{Responses}/{Uri.EscapeDataString(responseId)}"
            : throw new ArgumentException("This is no id of a response. Give Response.Id.", nameof(responseId));
    }

    private async Task<EndpointResult> ReadAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var exchange = new EndpointExchange();
        var result = await new BlockingAnswer(Attempt(request, exchange), exchange).ReadAsync(cancellationToken).ConfigureAwait(false);
        return new EndpointResult(result, exchange);
    }

    private IAsyncEnumerable<ResponseStep> StreamAsync(
        EndpointRequest request, ResponseAccumulator accumulator, EndpointExchange? exchange, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accumulator);
        exchange ??= new EndpointExchange();
        return new StreamedAnswer(Attempt(request with { IsStreaming = true }, exchange), exchange, accumulator).ReadAsync(cancellationToken);
    }

    private EndpointAttempts Attempt(EndpointRequest request, EndpointExchange exchange) => new(_send, request, exchange, _retry, _time);
}
