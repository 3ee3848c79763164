using System.Text.Json;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads the tools that the model is given.</summary>
internal static class ChatTools
{
    /// <summary>Reads the tools of a request and of its conversation.</summary>
    /// <exception cref="InvalidRequestException">
    /// A tool is invalid or not supported, or <c>tool_choice</c> names a tool that does not exist.
    /// </exception>
    public static GivenTools Read(JsonElement request, Conversation conversation, ServedTools tools, bool leavesOutHosted)
    {
        var check = new ToolCheck(leavesOutHosted);
        check.Check(request.Member("tools"), "tools");
        foreach (var item in conversation.Items.Where(item => ServedTools.AddsTools(item.Type)))
        {
            check.Check(item.Json.Member("tools"), $"{item.At}.tools");
        }

        var choice = ToolChoice.Read(request, tools, check.IsLeftOut);
        return new GivenTools(choice.Tools, choice.Mode, choice.Forced, check.LeftOut, check.Namespaces);
    }
}
