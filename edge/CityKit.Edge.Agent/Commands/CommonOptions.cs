using System.CommandLine;

namespace CityKit.Edge.Agent.Commands;

/// <summary>The options that most commands have.</summary>
internal sealed class CommonOptions
{
    /// <summary>The configuration.</summary>
    internal Option<string> Config { get; } = new("--config", "-c")
    {
        Description = "The configuration. 配置文件。",
        HelpName = "FILE",
        DefaultValueFactory = _ => AgentFolder.InstalledConfiguration,
    };

    /// <summary>The data folder.</summary>
    internal Option<string> Data { get; } = new("--data", "-d")
    {
        Description = "The folder of key, outbox and state. 数据目录。",
        HelpName = "DIR",
        DefaultValueFactory = _ => AgentFolder.Default,
    };

    /// <summary>The data folder that was given.</summary>
    internal AgentFolder Folder(ParseResult parsed) => new(Path.GetFullPath(parsed.GetValue(Data)!));

    /// <summary>The configuration file that was given.</summary>
    internal string File(ParseResult parsed) => parsed.GetValue(Config)!;
}
