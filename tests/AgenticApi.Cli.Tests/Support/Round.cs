using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests;

/// <summary>Asks a server everything that a cassette says was asked, and records it.</summary>
internal static class Round
{
    public static async Task<Cassette> AskAsync(Cassette cassette, Uri url, string path)
    {
        var recording = new CassetteRecording(path, new() { Server = cassette.Server, EvenInCI = true });
        using var client = new HttpClient(new RecordingHandler(recording)) { BaseAddress = url };
        using var socket = new ClientWebSocket();
        foreach (var turn in cassette.Turns)
        {
            await (turn.Request.Method == CassetteRequest.WebSocketMethod ? AskAsync(turn, socket, url, recording) : AskAsync(turn, client));
        }

        return Cassette.Load(path);
    }

    private static async Task AskAsync(CassetteTurn turn, HttpClient client)
    {
        var asked = turn.Request;
        var query = string.Join('&', asked.Query.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
        using var request = new HttpRequestMessage(
            new HttpMethod(asked.Method.Length > 0 ? asked.Method : "POST"), $"{(asked.Path.Length > 0 ? asked.Path : "/v1/responses")}?{query}");
        if (asked.Body.ValueKind != JsonValueKind.Undefined || asked.Path.Length == 0)
        {
            var body = asked.Path.Length > 0 ? asked.Body.GetRawText() : turn.Response.Transport == CassetteTransport.EventStream ? """{"stream":true}""" : "{}";
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (asked.Headers.TryGetValue("content-type", out var type))
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            }
        }

        if (asked.Headers.TryGetValue("accept", out var accept))
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task AskAsync(CassetteTurn turn, ClientWebSocket socket, Uri url, CassetteRecording recording)
    {
        if (socket.State == WebSocketState.None)
        {
            await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = turn.Request.Path }.Uri, default);
        }

        await SocketMessages.SendAsync(socket, Encoding.UTF8.GetBytes(turn.Request.Body.GetRawText()), default);
        using var messages = new MemoryStream();
        foreach (var _ in turn.Response.Chunks)
        {
            messages.Write(await SocketMessages.ReceiveAsync(socket, default));
            messages.WriteByte((byte)'\n');
        }

        recording.Add(turn.Request, new CassetteResponse(101, turn.Response.Headers, CassetteTransport.WebSocket, messages.ToArray()));
    }
}
