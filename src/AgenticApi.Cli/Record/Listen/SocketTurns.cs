using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The turns of one WebSocket that are not answered yet, in the order in which they were asked.</summary>
/// <remarks>One thread gives what is asked, another what is answered.</remarks>
internal sealed class SocketTurns(CassetteRecording recording, string path, string query)
{
    private readonly Lock _lock = new();
    private readonly List<SocketTurn> _open = [];

    /// <summary>Begins a turn with a message of the client.</summary>
    /// <returns>Whether it is one: a request for a response.</returns>
    public bool Ask(byte[] message)
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

    /// <summary>Adds a message of the server to the turn that it answers: the first of its lane. The turn is written if that ends it.</summary>
    /// <returns>Whether there is such a turn.</returns>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit; the turn ends there.</exception>
    public bool Answer(byte[] message)
    {
        SocketTurn? turn;
        lock (_lock)
        {
            var lane = _open.Count > 0 ? Member(message, "stream_id") : null;
            turn = _open.Find(turn => turn.StreamId == lane) ?? _open.FirstOrDefault();
        }

        if (turn is null)
        {
            return false;
        }

        var isLast = true;
        try
        {
            // What is passed on keeps its line breaks.
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

    /// <summary>Writes what is open, as far as it came.</summary>
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
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
