using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>A tool that is sent as it is declared.</summary>
internal sealed class DeclaredTool(Tool tool) : AITool
{
    public override string Name => tool.Name.Length > 0 ? tool.Name : tool.Declaration.TryGetMember("type")?.ToString() ?? "";

    public override string Description => tool.Declaration.TryGetMember("description")?.ToString() ?? "";

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(Tool) ? tool : base.GetService(serviceType, serviceKey);
}
