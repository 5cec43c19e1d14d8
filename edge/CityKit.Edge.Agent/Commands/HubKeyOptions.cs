using System.CommandLine;
using CityKit.Edge.Agent.Identity;

namespace CityKit.Edge.Agent.Commands;

/// <summary>How a device is given the key of the hub whose configurations it takes.</summary>
internal sealed class HubKeyOptions
{
    private readonly Option<string?> file = new("--hub-key") { Description = "The hub's bundle key, public half: a PEM file, or JSON as --public writes it. From then on configurations come from that hub. 中心配置公钥文件。", HelpName = "FILE" };
    private readonly Option<string?> old = new("--instead-of") { Description = "The fingerprint of the pinned hub key that --hub-key replaces. 被替换的中心公钥指纹。", HelpName = "FINGERPRINT" };

    internal void AddTo(Command command)
    {
        command.Options.Add(file);
        command.Options.Add(old);
    }

    /// <summary>Pins the key that was given, and shows the one that is pinned.</summary>
    /// <exception cref="AgentRefusedException">The file holds none, or another is pinned.</exception>
    internal void Take(ParseResult parsed, AgentFolder folder)
    {
        var keys = new HubKeyFile(folder);
        if (parsed.GetValue(file) is { } given) keys.Pin(HubKeyFile.Parse(given), parsed.GetValue(old));
        var told = keys.Read() is { } key
            ? $"Hub key 中心公钥    {EnrollmentSheet.Groups(key.Fingerprint)}: only configurations that it signed are taken. 仅接受其签名的配置。"
            : "No hub key: this device runs by its own files; --hub-key FILE lets the hub configure it. 未固定中心公钥，仅按本机文件运行。";
        Console.Out.WriteLine(told);
    }
}
