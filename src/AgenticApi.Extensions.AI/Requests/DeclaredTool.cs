using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The declaration of a tool that is no function, sent unchanged.</summary>
internal sealed class DeclaredTool(Tool tool) : AITool
{
    public override string Name => tool.Name.Length > 0 ? tool.Name : tool.Type();

    public override string Description => tool.Description();

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(Tool) ? tool : base.GetService(serviceType, serviceKey);
}
