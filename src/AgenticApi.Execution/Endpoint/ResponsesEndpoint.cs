namespace AgenticApi.Execution;

/// <summary>A server of the Responses API: sends requests, and reads what it answers.</summary>
/// <remarks>
/// An answer that is no response (an HTML page, plain text, another API's error) is a result with <see cref="Ending.Errored"/>, and so is a
/// server that cannot be reached. Safe to use from several threads.
/// </remarks>
public sealed class ResponsesEndpoint
{
    /// <summary>Sends with an <see cref="HttpClient"/>, whose <see cref="HttpClient.BaseAddress"/> is the API's base: <c>http://host/v1/</c>.</summary>
    /// <param name="client">The client. It is not disposed.</param>
    /// <param name="retry">How requests are repeated; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public ResponsesEndpoint(HttpClient client, RetryPolicy? retry = null, TimeProvider? time = null) => throw new NotImplementedException();

    /// <summary>Sends with a function: over another transport, or in a test.</summary>
    /// <param name="send">Sends one request and gives the answer as soon as its head has come.</param>
    /// <param name="retry">How requests are repeated; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="send"/> is null.</exception>
    public ResponsesEndpoint(Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> send, RetryPolicy? retry = null, TimeProvider? time = null) =>
        throw new NotImplementedException();

    /// <summary>Sends a request and waits for the whole answer.</summary>
    public Task<EndpointResult> CreateAsync(ResponseRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Sends a request and reads the answer as it comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="accumulator">What folds the events. After the last step, its <see cref="ResponseAccumulator.Finish"/> gives the response.</param>
    /// <param name="exchange">Gets how the exchange went; null where that is of no interest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<ResponseStep> StreamAsync(
        ResponseRequest request, ResponseAccumulator accumulator, EndpointExchange? exchange = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Reads a stored response.</summary>
    public Task<EndpointResult> GetAsync(string responseId, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Reads the events of a stored background response, from after an event on: a stream that broke goes on.</summary>
    public IAsyncEnumerable<ResponseStep> StreamAsync(
        string responseId, long? startingAfter, ResponseAccumulator accumulator, EndpointExchange? exchange = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Cancels a background response.</summary>
    public Task<EndpointResult> CancelAsync(string responseId, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Deletes a stored response.</summary>
    /// <returns>Whether the server says that it did.</returns>
    public Task<bool> DeleteAsync(string responseId, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
