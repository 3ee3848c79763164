using System.Text.Json;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads which tools the model is given.</summary>
internal static class ChatTools
{
    /// <summary>Reads the tools of a request and of its conversation.</summary>
    /// <exception cref="InvalidRequestException">One cannot be given to the model, or the choice is none of them.</exception>
    public static GivenTools Read(JsonElement request, Conversation conversation, ServedTools tools, bool leavesOutHosted)
    {
        var check = new ToolCheck(leavesOutHosted);
        check.Check(request.Member("tools"), "tools");
        foreach (var item in conversation.Items.Where(item => ServedTools.AddsTools(item.Type)))
        {
            check.Check(item.Json.Member("tools"), $"{item.At}.tools");
        }

        var choice = ToolChoice.Read(request, tools, check.LeftOut);
        return new GivenTools(choice.Tools, choice.Mode, choice.Forced, check.LeftOut, check.Namespaces);
    }
}
