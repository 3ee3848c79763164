using System.Reflection;
using System.Xml.Linq;

namespace AgenticApi.Tests.Api;

/// <summary>The public API of the libraries is the approved one.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Libraries => ["AgenticApi", "AgenticApi.Cassettes", "AgenticApi.Execution", "AgenticApi.Extensions.AI", "AgenticApi.Gateway", "AgenticApi.OpenAI", "AgenticApi.PostgreSql", "AgenticApi.Serving"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_api_is_as_approved(string library)
    {
        var approvedFile = Path.Combine(Repository.Root, "src", library, "PublicApi.approved.txt");
        var received = PublicApi.Of(Load(library));
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (approved != received)
        {
            var receivedFile = Path.ChangeExtension(approvedFile, null).Replace(".approved", ".received.txt", StringComparison.Ordinal);
            File.WriteAllText(receivedFile, received);
            var gone = approved.Split('\n').Except(received.Split('\n')).Select(line => "- " + line);
            var come = received.Split('\n').Except(approved.Split('\n')).Select(line => "+ " + line);
            Assert.Fail($"The public API of {library} changed:\n{string.Join('\n', gone.Concat(come).Take(40))}\nIf that is meant, move {receivedFile} over {Path.GetFileName(approvedFile)}.");
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_public_member_is_documented(string library)
    {
        // The compiler rejects a public member without a comment. This checks that no comment is empty.
        var documentation = XDocument.Load(Path.ChangeExtension(Load(library).Location, ".xml"));
        var types = Load(library).GetExportedTypes().Select(type => type.FullName!.Replace('+', '.')).ToHashSet(StringComparer.Ordinal);

        documentation.Descendants("member")
            .Where(member => IsOf(types, member.Attribute("name")!.Value))
            .Where(member => !member.Elements("inheritdoc").Any()
                && string.IsNullOrWhiteSpace(member.Element("summary")?.ToString(SaveOptions.DisableFormatting).Replace("<summary>", "", StringComparison.Ordinal).Replace("</summary>", "", StringComparison.Ordinal)))
            .Select(member => member.Attribute("name")!.Value).Where(name => !name.Contains('#', StringComparison.Ordinal)).Should().BeEmpty();
        documentation.Descendants("member").Should().HaveCountGreaterThan(20);
    }

    /// <summary>Whether a documented name is that of a type or of one of its members.</summary>
    private static bool IsOf(HashSet<string> types, string name)
    {
        var path = name[2..].Split('(')[0];
        return types.Contains(path) || (path.LastIndexOf('.') is > 0 and var dot && types.Contains(path[..dot]));
    }

    private static Assembly Load(string library) => Assembly.Load(new AssemblyName(library));
}
