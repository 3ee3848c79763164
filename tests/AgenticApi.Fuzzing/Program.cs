Console.Error.WriteLine("Usage: --minutes N | --families");
return 2;
