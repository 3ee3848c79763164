using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>A Chat Completions server with scripted models. A script returns the answer to a conversation.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FakeModel> _models = new(StringComparer.Ordinal);
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

    /// <summary>Adds a model with a unique name.</summary>
    /// <param name="family">The beginning of the name. Some clients treat models differently because of it.</param>
    /// <param name="script">Returns the answer to a conversation.</param>
    public FakeModel Add(string family, Func<ChatConversation, ModelTurn> script)
    {
        var model = new FakeModel($"{family}-{Guid.NewGuid():N}"[..(family.Length + 9)], script);
        _models[model.Name] = model;
        return model;
    }

    /// <summary>Adds a model with a given name, or replaces it.</summary>
    public FakeModel Replace(string name, Func<ChatConversation, ModelTurn> script) => _models[name] = new FakeModel(name, script);

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
