namespace AgenticApi.Gateway;

/// <summary>How a client gets its response: a body, server-sent events, or messages of a WebSocket.</summary>
internal interface IAnswer
{
    /// <summary>Tells which hosted tools the model was not given; none if the list is empty. Called before anything else.</summary>
    void TellLeftOut(IReadOnlyList<string> tools);

    /// <summary>Takes the next events of the response.</summary>
    /// <returns>False if the client has gone.</returns>
    ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events);

    /// <summary>Leaves the client, which does not read. It is called while events are sent, by another thread.</summary>
    void Leave();

    /// <summary>Answers with a response that is made in the background.</summary>
    Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken);
}
