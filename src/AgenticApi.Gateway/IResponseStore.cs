namespace AgenticApi.Gateway;

/// <summary>Keeps responses. Implementations are asked from several requests at once.</summary>
public interface IResponseStore
{
    /// <summary>The response with an id; null where there is none, or no longer.</summary>
    /// <param name="id">The response's id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    ValueTask<StoredResponse?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keeps a response. A client that has seen its terminal event finds it.</summary>
    /// <param name="response">The response.</param>
    /// <param name="cancellationToken">Ends the keeping.</param>
    ValueTask SaveAsync(StoredResponse response, CancellationToken cancellationToken);

    /// <summary>Forgets a response.</summary>
    /// <param name="id">The response's id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
