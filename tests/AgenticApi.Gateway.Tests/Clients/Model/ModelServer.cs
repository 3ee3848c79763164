using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>A Chat Completions server whose models each follow a script: what one says is made of the conversation that it is sent.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LedModel> _models = new(StringComparer.Ordinal);
    private Loopback _server = null!;

    private ModelServer()
    {
    }

    public string Url => $"{_server.Url}v1";

    public static async Task<ModelServer> StartAsync()
    {
        var server = new ModelServer();
        server._server = await Loopback.StartAsync(application => application.Run(server.AnswerAsync));
        return server;
    }

    /// <summary>Adds a model, which no other test asks.</summary>
    /// <param name="family">What its name begins with: some clients know models by that.</param>
    /// <param name="script">What it says.</param>
    public LedModel Lead(string family, Func<ChatConversation, ModelTurn> script)
    {
        var model = new LedModel($"{family}-{Guid.NewGuid():N}"[..(family.Length + 9)], script);
        _models[model.Name] = model;
        return model;
    }

    /// <summary>Follows a script under a name that clients know.</summary>
    public LedModel Replace(string name, Func<ChatConversation, ModelTurn> script) => _models[name] = new LedModel(name, script);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.Value == "/v1/models")
        {
            await context.Response.WriteAsJsonAsync(new { @object = "list", data = _models.Keys.Select(id => new { id, @object = "model", created = 0, owned_by = "tests" }) });
            return;
        }

        var request = JsonElement.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync());
        if (context.Request.Path.Value != "/v1/chat/completions" || !_models.TryGetValue(ChatHistory.Text(request, "model") ?? "", out var model))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsJsonAsync(new { error = new { message = $"No model at {context.Request.Path}.", type = "NotFoundError", code = 404 } });
            return;
        }

        await model.AnswerAsync(context, request);
    }
}
