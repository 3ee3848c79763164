if (args is ["--families", .. var families]) return AgenticApi.Fuzzing.Families.FamilyCommand.Run(families);
Console.Error.WriteLine("Usage: --minutes N | --families [--filter TEXT]");
return 2;
