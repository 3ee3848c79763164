using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Requests;

/// <summary>Tools of the abstractions as the API declares them.</summary>
public class ToolDeclarationTests
{
    public static TheoryData<AITool, string> Tools => new()
    {
        { new HostedWebSearchTool(new Dictionary<string, object?> { ["search_context_size"] = "low" }), """{"type":"web_search","search_context_size":"low"}""" },
        { new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file_1")] }, """{"type":"code_interpreter","container":{"type":"auto","file_ids":["file_1"]}}""" },
        { new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("vs_1")], MaximumResultCount = 3 }, """{"type":"file_search","vector_store_ids":["vs_1"],"max_num_results":3}""" },
        {
            new HostedMcpServerTool("repo", "https://mcp.example/") { AllowedTools = ["read"], ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["write"], null), Headers = new Dictionary<string, string> { ["x"] = "y" } },
            """{"type":"mcp","server_label":"repo","server_url":"https://mcp.example/","allowed_tools":["read"],"headers":{"x":"y"},"require_approval":{"always":{"tool_names":["write"]}}}"""
        },
        { new HostedMcpServerTool("mail", "connector_gmail") { ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire }, """{"type":"mcp","server_label":"mail","connector_id":"connector_gmail","require_approval":"never"}""" },
        { new HostedImageGenerationTool { Options = new ImageGenerationOptions { ModelId = "gpt-image-1", MediaType = "image/webp", ImageSize = new System.Drawing.Size(1024, 512), StreamingCount = 2 } }, """{"type":"image_generation","model":"gpt-image-1","size":"1024x512","output_format":"webp","partial_images":2}""" },
        { AIFunctionFactory.CreateDeclaration("f", "Does.", JsonElement.Parse("""{"type":"object"}"""u8)), """{"type":"function","name":"f","description":"Does.","parameters":{"type":"object"},"strict":false}""" },
        { Tool.FromDeclaration(JsonElement.Parse("""{"type":"shell"}"""u8)).AsAITool(), """{"type":"shell"}""" },
        { Tool.FromDeclaration(JsonElement.Parse("""{"type":"function","name":"g","strict":true,"parameters":{"type":"object"}}"""u8)).AsAITool(), """{"type":"function","name":"g","strict":true,"parameters":{"type":"object"}}""" },
    };

    [Theory]
    [MemberData(nameof(Tools))]
    public void Tool_is_declared_as_the_api_has_it(AITool tool, string declaration) => ToolDeclarations.Of(tool).GetRawText().Should().Be(declaration);

    [Fact]
    public void Unknown_tool_is_refused()
    {
        var declare = () => ToolDeclarations.Of(new Unknown());

        declare.Should().Throw<NotSupportedException>().WithMessage("*Unknown*AsAITool*");
    }

    private sealed class Unknown : AITool;
}
