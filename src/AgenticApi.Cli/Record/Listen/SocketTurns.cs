using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The open turns of one WebSocket, in the order of their requests.</summary>
/// <remarks>One thread can add requests while another adds answers.</remarks>
internal sealed class SocketTurns(CassetteRecording recording, string path, string query)
{
    private readonly Lock _lock = new();
    private readonly List<SocketTurn> _open = [];
    private volatile bool _isClosedByClient;

    /// <summary>Whether the client has closed the WebSocket.</summary>
    public bool IsClosedByClient => _isClosedByClient;

    /// <summary>Starts a turn with a message of the client.</summary>
    /// <returns>Whether the message is a request for a response.</returns>
    public bool AddRequest(byte[] message)
    {
        if (Member(message, "type") != "response.create")
        {
            return false;
        }

        lock (_lock)
        {
            _open.Add(new SocketTurn(recording, path, query, message));
        }

        return true;
    }

    /// <summary>Adds a message of the server to the turn that it answers: the first with its stream id. Writes the turn if the message ends it.</summary>
    /// <returns>Whether there is an open turn.</returns>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit. The turn ends before the message.</exception>
    public bool AddAnswer(byte[] message)
    {
        SocketTurn? turn;
        lock (_lock)
        {
            var streamId = _open.Count > 0 ? Member(message, "stream_id") : null;
            turn = _open.Find(turn => turn.StreamId == streamId) ?? _open.FirstOrDefault();
        }

        if (turn is null)
        {
            return false;
        }

        var isLast = true;
        try
        {
            // Add replaces line breaks, and the client must receive the original message.
            isLast = turn.Add([.. message]);
        }
        finally
        {
            if (isLast)
            {
                Complete(turn, isBroken: false);
            }
        }

        return true;
    }

    /// <summary>Records that the client has closed the WebSocket.</summary>
    public void NoteClientClosed() => _isClosedByClient = true;

    /// <summary>Writes the open turns with the messages so far.</summary>
    /// <param name="isBroken">Whether the connection broke.</param>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public void Complete(bool isBroken)
    {
        SocketTurn[] left;
        lock (_lock)
        {
            left = [.. _open];
        }

        foreach (var turn in left)
        {
            Complete(turn, isBroken);
        }
    }

    private void Complete(SocketTurn turn, bool isBroken)
    {
        lock (_lock)
        {
            if (!_open.Remove(turn))
            {
                return;
            }
        }

        turn.Complete(isBroken);
    }

    private static string? Member(ReadOnlySpan<byte> message, string name)
    {
        try
        {
            var json = JsonElement.Parse(message);
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
