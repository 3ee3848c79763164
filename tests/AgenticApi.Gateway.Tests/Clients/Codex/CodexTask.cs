namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>Runs tasks with codex and checks the results.</summary>
internal static class CodexTask
{
    public const string Question = "Read number.txt and tell what it says.";

    /// <summary>The content of the files.</summary>
    public const string Files = "The number is 4711. The colour is green. The animal is an owl.";

    /// <summary>Creates a folder with the files.</summary>
    public static CodexFolder Folder(string config)
    {
        var folder = new CodexFolder(config);
        folder.Write("number.txt", "The number is 4711.\n");
        folder.Write("colour.txt", "The colour is green.\n");
        folder.Write("animal.txt", "The animal is an owl.\n");
        return folder;
    }

    /// <summary>Lets codex read the files, and checks its answer.</summary>
    public static async Task ReadFilesAsync(GatewayInFront gateway, string name, string config)
    {
        var model = gateway.Models.Replace(name, CodexModel.Read);
        using var folder = Folder(config);

        var run = await folder.ExecAsync("--skip-git-repo-check", Question);

        run.Errors.Should().BeEmpty();
        model.Faults.Should().BeEmpty();
        (run.ExitCode, run.Answer, model.Asked.Count).Should().Be((0, Files, 3));
        model.Asked[^1].Reasoning.Should().Equal("Look at the file.", "There are others.");
    }

    /// <summary>Lets codex apply a patch, and checks the file.</summary>
    public static async Task ApplyPatchAsync(GatewayInFront gateway, string name, string config)
    {
        var model = gateway.Models.Replace(name, CodexModel.Change);
        using var folder = Folder(config);

        var run = await folder.ExecAsync("--skip-git-repo-check", "--sandbox", "workspace-write", "Make the number 42.");

        run.Errors.Should().BeEmpty();
        model.Faults.Should().BeEmpty();
        (run.ExitCode, run.Answer, folder.Read("number.txt")).Should().Be((0, "Done.", "The number is 42.\n"));
    }
}
