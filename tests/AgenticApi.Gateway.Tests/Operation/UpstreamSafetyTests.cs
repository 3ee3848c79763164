using System.Collections.Concurrent;
using System.Net.Http.Headers;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The operator's key stays with the operator.</summary>
public sealed class UpstreamSafetyTests
{
    private const string Key = "operators-key-123456";

    [Theory]
    [InlineData(401, Key)]
    [InlineData(403, Key)]
    [InlineData(400, Key)]
    [InlineData(400, "it")]
    [InlineData(500, Key)]
    public async Task Refusal_that_repeats_the_key_does_not_reach_the_client(int status, string said)
    {
        await using var model = await StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$$"""{"error":{"message":"Incorrect API key provided: {{{said}}}.","type":"{{{Key}}}","code":"{{{Key}}}","param":"{{{Key}}}"}}""");
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi"}""");
        using var models = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""");
        var inBackground = await model.Client.PostJsonAsync("/v1/responses", """{"model":"m","input":"Hi","background":true}""");
        var failed = await model.Client.UntilAsync(inBackground.Text("id")!, "failed");

        var seen = $"{await answer.Content.ReadAsStringAsync()} {await models.Content.ReadAsStringAsync()} {failed} {answer.Headers} {models.Headers}";
        seen.Should().NotContain(Key).And.Contain("error");
        ((int)answer.StatusCode).Should().Be(status is 401 or 403 ? 502 : status);
    }

    [Fact]
    public async Task Redirect_is_not_followed_with_the_key()
    {
        var got = new ConcurrentQueue<string?>();
        await using var elsewhere = await Loopback.StartAsync(application => application.Run(context =>
        {
            got.Enqueue(context.Request.Headers.Authorization);
            return Task.CompletedTask;
        }));
        await using var model = await StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{elsewhere.Url}v1/chat/completions";
            return Task.CompletedTask;
        });

        await model.Client.PostJsonAsync("/v1/responses", """{"model":"m","input":"Hi"}""", 502);

        got.Should().BeEmpty();
        model.Asked.Should().ContainSingle().Which.Key.Should().Be($"Bearer {Key}");
    }

    [Theory]
    [InlineData(Key, $"Bearer {Key}")]
    [InlineData(null, "Bearer clients")]
    public async Task Authorization_is_the_operators_if_there_is_one_and_the_clients_otherwise(string? key, string sent)
    {
        await using var model = await StartAsync(context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), key);
        model.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "clients");

        await model.RespondAsync("""{"model":"m","input":"Hi"}""");

        model.Asked.Should().ContainSingle().Which.Key.Should().Be(sent);
    }

    private static Task<ScriptedModel> StartAsync(Func<HttpContext, Task> answer, string? key = Key) => ScriptedModel.StartAsync(answer, upstream => new() { Upstream = upstream, Key = key });
}
