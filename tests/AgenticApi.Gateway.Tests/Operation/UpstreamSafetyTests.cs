using System.Collections.Concurrent;
using System.Net.Http.Headers;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The gateway's key for the model's server, which clients must not see.</summary>
public sealed class UpstreamSafetyTests
{
    private const string Key = "operators-key-123456";

    [Theory]
    [InlineData(401, Key)]
    [InlineData(403, Key)]
    [InlineData(400, Key)]
    [InlineData(400, "it")]
    [InlineData(500, Key)]
    public async Task Error_status_that_repeats_the_key_does_not_reach_the_client(int status, string said)
    {
        await using var model = await StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$$"""{"error":{"message":"Incorrect API key provided: {{{said}}}.","type":"{{{Key}}}","code":"{{{Key}}}","param":"{{{Key}}}"}}""");
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi"}""");
        using var streamed = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""");
        var inBackground = await model.Client.PostJsonAsync("/v1/responses", """{"model":"m","input":"Hi","background":true}""");
        var failed = await model.Client.UntilAsync(inBackground.Text("id")!, "failed");

        var seen = $"{await answer.Content.ReadAsStringAsync()} {await streamed.Content.ReadAsStringAsync()} {failed} {answer.Headers} {streamed.Headers}";
        seen.Should().NotContain(Key).And.Contain("error");
        ((int)answer.StatusCode).Should().Be(status is 401 or 403 ? 502 : status);
    }

    [Theory]
    [InlineData("text/event-stream", "data: {0}\n\n")]
    [InlineData("application/json", "{0}")]
    public async Task Error_within_an_answer_that_repeats_the_key_does_not_reach_the_client(string type, string format)
    {
        await using var model = await StartAsync(context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(format.Replace("{0}", $$$"""{"error":{"message":"Incorrect API key provided: {{{Key}}}.","code":"{{{Key}}}"}}""", StringComparison.Ordinal));
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""");

        (await answer.Content.ReadAsStringAsync()).Should().NotContain(Key).And.Contain("response.failed");
    }

    [Fact]
    public async Task Error_status_whose_code_repeats_the_key_in_escapes_does_not_reach_the_client()
    {
        await using var model = await StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync($$$"""{"error":{"message":"Wrong.","code":"\u006f{{{Key[1..]}}}"}}""");
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi"}""");

        (await answer.Content.ReadAsStringAsync()).Should().NotContain(Key).And.Contain("status 400");
    }

    [Fact]
    public async Task Redirect_is_not_followed()
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
    public async Task Authorization_is_that_of_the_gateway_if_it_has_a_key_and_that_of_the_client_otherwise(string? key, string sent)
    {
        await using var model = await StartAsync(context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), key);
        model.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "clients");

        await model.RespondAsync("""{"model":"m","input":"Hi"}""");

        model.Asked.Should().ContainSingle().Which.Key.Should().Be(sent);
    }

    private static Task<ScriptedModel> StartAsync(Func<HttpContext, Task> answer, string? key = Key) => ScriptedModel.StartAsync(answer, upstream => new() { Upstream = upstream, Key = key });
}
