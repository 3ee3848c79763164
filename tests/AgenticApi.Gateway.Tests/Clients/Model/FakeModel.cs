using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>A model that follows a script and records its requests.</summary>
internal sealed class FakeModel(string name, Func<ChatConversation, ModelTurn> script)
{
    private readonly List<ChatConversation> _asked = [];
    private readonly List<string> _faults = [];

    public string Name => name;

    /// <summary>The conversations of its requests, in order.</summary>
    public IReadOnlyList<ChatConversation> Asked => _asked;

    /// <summary>The faults of these requests.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public async Task AnswerAsync(HttpContext context, JsonElement request)
    {
        var conversation = new ChatConversation(request);
        _asked.Add(conversation);
        var faults = ChatHistory.Faults(request).ToList();
        _faults.AddRange(faults);
        if (faults.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = new { message = faults[0], type = "BadRequestError", code = 400 } });
            return;
        }

        var answer = new ModelAnswer(name, script(conversation));
        if (request.TryGetProperty("stream", out var stream) && stream.GetBoolean())
        {
            await answer.StreamAsync(context.Response);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body());
    }
}
