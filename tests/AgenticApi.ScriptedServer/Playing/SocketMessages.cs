using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Scripted.Writing;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Scripted.Playing;

/// <summary>The API over a WebSocket: a <c>response.create</c> message asks, and every event of the answer is a message.</summary>
internal static class SocketMessages
{
    public static async Task AnswerAsync(HttpContext context, Player player)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        while (await ReceiveAsync(socket) is { } message)
        {
            foreach (var e in Events(message, player))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(e), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }

        if (socket.State == WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Events(JsonObject message, Player player)
    {
        if ((string?)message["type"] != "response.create")
        {
            return [Error(400, Answer.Refuse(400, "A message is of the type 'response.create'.", "type", null))];
        }

        // A stream is implied, and the type is the message's, not the request's.
        message.Remove("type");
        message["stream"] = true;
        var answer = player.Respond(message);
        return answer.Frames?.Select(Payload).Where(payload => payload != "[DONE]") ?? [Error(answer.Status, answer)];
    }

    private static string Payload(string frame) => frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..^2];

    private static string Error(int status, Answer answer)
    {
        var error = Nodes.Object(answer.Body);
        return Nodes.Text(new JsonObject { ["type"] = "error", ["status"] = status, ["error"] = error["error"]!.DeepClone() });
    }

    /// <summary>The next message; null when the client has gone.</summary>
    private static async Task<JsonObject?> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(buffer, 0, result.Count);
            }
            while (!result.EndOfMessage);
        }
        catch (WebSocketException)
        {
            // The client left without a word.
            return null;
        }

        return JsonNode.Parse(message.ToArray()) as JsonObject ?? [];
    }
}
