using System.CommandLine;
using System.CommandLine.Parsing;

namespace CityKit.Cli.Hubs;

/// <summary>Which hub's store a command is about: a SQLite file, or a partition of a PostgreSQL database.</summary>
internal sealed class PlaceOptions
{
    private readonly Argument<string?>[] files;
    private readonly Option<string?> postgresql = new("--postgresql")
    {
        Description = "In place of a file: the hub's PostgreSQL database, as Npgsql connects to it (Host=db;Database=city;Username=hub). "
            + "Leave the password to PGPASSFILE or PGPASSWORD, which other users of this machine do not see. 中枢所在数据库的连接字符串，密码请用环境变量。",
        HelpName = "CONNECTION",
    };

    private readonly Option<string> partition = new("--partition")
    {
        Description = "The hub's partition there. 分区名。", HelpName = "NAME", DefaultValueFactory = _ => "main",
    };

    /// <param name="files">The hub's file, last; before it what else a command needs unless the store is in a database.</param>
    internal PlaceOptions(params Argument<string?>[] files) => this.files = files;

    /// <summary>An argument that is left out when the store is in a database.</summary>
    internal static Argument<string?> File(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    internal void AddTo(Command command)
    {
        foreach (var file in files) command.Add(file);
        command.Add(postgresql);
        command.Add(partition);
        command.Validators.Add(Check);
    }

    /// <summary>The store.</summary>
    internal HubPlace Of(ParseResult parsed) => parsed.GetValue(postgresql) is { } connection
        ? new HubPartition(connection, parsed.GetValue(partition)!) : new HubFile(parsed.GetValue(files[^1])!);

    private void Check(CommandResult given)
    {
        var isDatabase = given.GetResult(postgresql) is not null;
        var missing = files.FirstOrDefault(file => given.GetResult(file) is null or { Tokens.Count: 0 });
        if (isDatabase && given.GetResult(files[0]) is { Tokens.Count: > 0 })
            given.AddError("Give a file or --postgresql, not both. 文件与 --postgresql 只能二选一。");
        else if (!isDatabase && missing is not null)
            given.AddError($"{missing.Name} is missing: give it, or --postgresql CONNECTION for a hub in a database. "
                + $"缺少 {missing.Name}；数据库中的中枢请用 --postgresql 指定。");
    }
}
