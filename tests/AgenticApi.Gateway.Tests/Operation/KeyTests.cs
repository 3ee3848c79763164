using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AgenticApi.Gateway.Tests.Keeping;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The API keys of a gateway.</summary>
public sealed class KeyTests
{
    private readonly GatewayKey _ann;
    private readonly GatewayKey _bob;
    private readonly string _annsKey;
    private readonly string _bobsKey;

    public KeyTests() => (_ann, _bob) = (GatewayKey.Create("ann", out _annsKey), GatewayKey.Create("bob", out _bobsKey));

    [Fact]
    public void Line_of_a_key_contains_only_its_hash_and_is_parsed_back()
    {
        var line = GatewayKey.Create("team-1.a@b", out var key).ToString();

        key.Should().HaveLength(49).And.StartWith("sk-gw-");
        line.Should().MatchRegex("^team-1\\.a@b sha256:[0-9a-f]{64}$").And.NotContain(key[6..]);
        GatewayKey.Parse(line).ToString().Should().Be(line);
        GatewayKey.Of("team-1.a@b", key).ToString().Should().Be(line);
        GatewayKey.Create("team-1.a@b", out var other).ToString().Should().NotBe(line);
        other.Should().NotBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann sha256:")]
    [InlineData("ann sha256:00")]
    [InlineData("ann md5:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ann sha256:000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("ann sha256:00000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("a/b sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sk-gw-secret")]
    public void Invalid_line_is_refused_and_not_repeated_in_the_message(string line)
    {
        var parse = () => GatewayKey.Parse(line);

        parse.Should().Throw<FormatException>().Which.Message.Should().NotContain("secret").And.NotContain("0000");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void Invalid_name_is_refused(string name) => ((Action)(() => GatewayKey.Create(name, out _))).Should().Throw<ArgumentException>();

    [Fact]
    public async Task Reasoning_encrypted_for_one_client_is_not_decrypted_for_another()
    {
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"reasoning_content":"Secret thought."}""", """{"content":"Hello."}""", ScriptedModel.Stop),
            upstream => new() { Upstream = upstream, Keys = [_ann, _bob] });
        const string Request = """{"model":"m","stream":true,"store":false,"include":["reasoning.encrypted_content"],"input":""";
        model.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _annsKey);
        var sealedText = (await model.RespondAsync(Request + "\"Hi\"}")).Output[0].Json.Text("encrypted_content");
        var again = $$"""{{Request}}[{"role":"user","content":"Hi"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"{{sealedText}}"},{"role":"assistant","content":"Hello."},{"role":"user","content":"And?"}]}""";

        await model.RespondAsync(again);
        model.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _bobsKey);
        await model.RespondAsync(again);

        model.Asked.Skip(1).Select(asked => asked.Body.GetRawText().Contains("Secret", StringComparison.Ordinal)).Should().Equal(true, false);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer sk-gw-wrong")]
    [InlineData("Basic YTpi")]
    [InlineData("right without a scheme")]
    public async Task Request_without_a_valid_key_gets_401_and_does_not_reach_the_model(string? authorization)
    {
        await using var model = await StartAsync(_ann);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = new StringContent("""{"model":"m","input":"Hi"}""", null, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", authorization == "right without a scheme" ? _annsKey : authorization);

        using var answer = await model.Client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");
        (error.Text("code"), error.Text("type")).Should().Be(("invalid_api_key", "invalid_request_error"));
        model.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData("GET", "/v1/responses/resp_00000000000000000000000000000000")]
    [InlineData("GET", "/v1/models")]
    [InlineData("POST", "/v1/conversations")]
    [InlineData("GET", "/v1/anything")]
    [InlineData("DELETE", "/v1/responses/resp_00000000000000000000000000000000")]
    public async Task Every_endpoint_requires_a_key(string method, string path)
    {
        await using var model = await StartAsync(_ann);

        using var answer = await model.Client.SendAsync(new(new HttpMethod(method), path));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("operators")]
    [InlineData(null)]
    public async Task Key_of_a_client_is_not_forwarded_to_the_model_server(string? operators)
    {
        await using var model = await StartAsync(_ann, operators);
        As(model, _annsKey);

        await model.RespondAsync("""{"model":"m","input":"Hi"}""");

        model.Asked.Should().ContainSingle().Which.Key.Should().Be(operators is null ? null : "Bearer operators");
    }

    [Fact]
    public async Task Client_has_access_only_to_what_its_own_key_has_created()
    {
        await using var model = await StartAsync(_ann);
        As(model, _annsKey);
        var response = await model.RespondAsync("""{"model":"m","input":"Hi"}""");
        var conversation = (await model.Client.PostJsonAsync("/v1/conversations", """{"items":[{"role":"user","content":"Secret"}]}""")).Text("id");
        (await model.Client.GetJsonAsync($"/v1/responses/{response.Id}")).Text("id").Should().Be(response.Id);

        As(model, _bobsKey);

        await model.Client.GetJsonAsync($"/v1/responses/{response.Id}", 404);
        await model.Client.GetJsonAsync($"/v1/responses/{response.Id}/input_items", 404);
        await model.Client.GetJsonAsync($"/v1/conversations/{conversation}", 404);
        await model.Client.GetJsonAsync($"/v1/conversations/{conversation}/items", 404);
        await model.Client.PostJsonAsync($"/v1/responses/{response.Id}/cancel", "{}", 404);
        await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":"Go on","previous_response_id":"{{response.Id}}"}""", 400);
        await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":"Go on","conversation":"{{conversation}}"}""", 404);
        await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":[{"type":"item_reference","id":"{{response.Output[0].Id}}"}]}""", 404);
        await model.Client.JsonAsync(HttpMethod.Delete, $"/v1/responses/{response.Id}", null, 404);
        await model.Client.JsonAsync(HttpMethod.Delete, $"/v1/conversations/{conversation}", null, 404);
        model.Asked.Should().ContainSingle("content of another client must not reach the model");

        As(model, _annsKey);
        await model.Client.JsonAsync(HttpMethod.Delete, $"/v1/responses/{response.Id}");
    }

    private static void As(ScriptedModel model, string key) => model.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    private Task<ScriptedModel> StartAsync(GatewayKey first, string? operators = null) => ScriptedModel.StartAsync(
        context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), upstream => new() { Upstream = upstream, Key = operators, Keys = [first, _bob] });
}
