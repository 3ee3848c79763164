namespace AgenticApi.Gateway;

/// <summary>Sends a response to the client: as a body, as server-sent events, or as WebSocket messages.</summary>
internal interface IAnswer
{
    /// <summary>Reports the hosted tools that were removed from the request, if any. Called before the other members.</summary>
    void ReportLeftOutTools(IReadOnlyList<string> tools);

    /// <summary>Sends the next events of the response.</summary>
    /// <returns>False if the client has disconnected.</returns>
    ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events);

    /// <summary>Disconnects a client that does not read. Called by another thread while <see cref="SendAsync"/> waits.</summary>
    void Disconnect();

    /// <summary>Sends a response that is created in the background.</summary>
    Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken);
}
