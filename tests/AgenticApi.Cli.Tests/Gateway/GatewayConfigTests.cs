using System.Net;

namespace AgenticApi.Cli.Tests.Gateway;

/// <summary>The file of <c>--config</c>, and where the gateway listens.</summary>
public sealed class GatewayConfigTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("Qwen/Qwen3-8B", "think hermes", true, null)]
    [InlineData("Qwen/Qwen3-Coder", "qwen", null, true)]
    [InlineData("a.b", "mistral", false, false)]
    [InlineData("axb", null, null, null)]
    [InlineData("Qwen/", null, null, null)]
    [InlineData("prefix-and-suffix", "kimi", null, null)]
    [InlineData("prefix-suffix-", null, null, null)]
    public void First_pattern_that_matches_counts(string model, string? parse, bool? maxTokens, bool? leavesOut)
    {
        var rule = Read("""
            {
              // The first that matches counts.
              "models": {
                "Qwen/*-Coder": { "parse": ["qwen"], "hosted_tools": "leave_out" },
                "Qwen/*-*": { "parse": ["think", "hermes"], "max_tokens": "max_tokens" },
                "a.b": { "parse": ["mistral"], "max_tokens": "max_completion_tokens", "hosted_tools": "refuse" },
                "prefix*and*suffix": { "parse": ["kimi"] },
              },
            }
            """).Of(model);

        (rule?.Parse is { } kinds ? string.Join(' ', kinds) : null, rule?.UsesMaxTokens, rule?.LeavesOutHostedTools).Should().Be((parse, maxTokens, leavesOut));
    }

    [Theory]
    [InlineData("", "the JSON breaks at line 1")]
    [InlineData("[]", "line 1: the file must be an object")]
    [InlineData("{\n\"model\": {}}", "line 2: model is not known. The file has one member, models.")]
    [InlineData("{\n\"models\": [\n]}", "line 2: models must be an object")]
    [InlineData("{\"models\": {\n\"m\": 1}}", "line 2: models.m must be an object")]
    [InlineData("{\"models\": {\"m\": {\n\n\"pars\": []}}}", "line 3: models.m.pars is not known. A model has parse, max_tokens and hosted_tools.")]
    [InlineData("{\"models\": {\"m\": {\"parse\": \"think\"}}}", "models.m.parse must be an array of strings")]
    [InlineData("{\"models\": {\"m\": {\"parse\": [\"think\",\n\"xml\"]}}}", "line 2: models.m.parse[1] is 'xml', and must be one of think,")]
    [InlineData("{\"models\": {\"m\": {\"parse\": [7]}}}", "models.m.parse[0] must be a string")]
    [InlineData("{\"models\": {\"m\": {\"max_tokens\": \"yes\"}}}", "models.m.max_tokens must be 'max_tokens' or 'max_completion_tokens'")]
    [InlineData("{\"models\": {\"m\": {\"hosted_tools\": true}}}", "models.m.hosted_tools must be a string")]
    [InlineData("{\"models\": {\"m\": {},\n\"m\": {}}}", "line 2: models.m is defined twice")]
    [InlineData("{\"models\": {\"m\": {\"parse\": [], \"parse\": []}}}", "models.m.parse is defined twice")]
    [InlineData("{\"models\": {},\n\"models\": {}}", "line 2: models is defined twice")]
    [InlineData("{\"models\": {}\n} x", "the JSON breaks at line 2")]
    [InlineData("{\"models\": {\n", "the JSON breaks at line 2")]
    [InlineData("{\"models\": {\"\\ud800\": {}}}", "not valid Unicode")]
    public void Fault_is_told_with_file_line_and_member(string json, string says)
    {
        var read = () => Read(json);

        read.Should().Throw<UsageException>().Which.Message.Should().Contain($"--config {_file}: ").And.Contain(says);
    }

    [Theory]
    [InlineData(null, null, "127.0.0.1:0")]
    [InlineData(null, 8080, "127.0.0.1:8080")]
    [InlineData("localhost:8080", null, "127.0.0.1:8080")]
    [InlineData("0.0.0.0:80", null, "0.0.0.0:80")]
    [InlineData("[::1]:80", null, "[::1]:80")]
    public void Address_is_read(string? listen, int? port, string address) => ListenAddress.Of(listen, port).Should().Be(IPEndPoint.Parse(address));

    private GatewayConfig Read(string json)
    {
        File.WriteAllText(_file, json);
        return GatewayConfig.Read(_file);
    }
}
