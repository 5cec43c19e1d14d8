using System.CommandLine;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Identity;

namespace CityKit.Edge.Agent.Commands;

/// <summary>How a device is given the keys of its hub: of whose configurations it takes, and by which it checks answers.</summary>
internal sealed class HubKeyOptions
{
    private readonly Option<string?> bundles = new("--hub-key")
    {
        Description = "The hub's bundle key, public half: a PEM file, or JSON as --public writes it. "
            + "From then on configurations come from that hub. 中枢配置公钥文件。",
        HelpName = "FILE",
    };

    private readonly Option<string?> answers = new("--answer-key")
    {
        Description = "The hub's answer key, public half, in the same forms. "
            + "From the next start on only answers that it signed make the device forget events. 中枢应答公钥文件。",
        HelpName = "FILE",
    };

    private readonly Option<string[]> old = new("--instead-of")
    {
        Description = "The fingerprint of the pinned key that --hub-key or --answer-key replaces. 被替换的中枢公钥指纹。",
        HelpName = "FINGERPRINT",
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(bundles);
        command.Options.Add(answers);
        command.Options.Add(old);
    }

    /// <summary>Pins the keys that were given, and shows those that are pinned.</summary>
    /// <exception cref="AgentRefusedException">A file holds none, or another is pinned.</exception>
    internal void Take(ParseResult parsed, AgentFolder folder)
    {
        Console.Out.WriteLine(Pinned(parsed, bundles, HubKeyFile.Bundles(folder)) is { } key
            ? $"Hub key {EnrollmentSheet.Groups(key.Fingerprint)}: only configurations that it signed are taken. 只接受该中枢公钥签名的配置。"
            : "No hub key: this device runs by its own files; --hub-key FILE lets the hub configure it. 未固定中枢公钥，仅按本机文件运行。");
        Console.Out.WriteLine(Pinned(parsed, answers, HubKeyFile.Answers(folder)) is { } answerKey
            ? $"Answer key {EnrollmentSheet.Groups(answerKey.Fingerprint)}: only answers that it signed are believed. 只采信该应答公钥签名的应答。"
            : "No answer key: this device believes what comes over the connection; --answer-key FILE has it check. 未固定应答公钥，不验证中枢应答。");
    }

    private DevicePublicKey? Pinned(ParseResult parsed, Option<string?> file, HubKeyFile keys)
    {
        if (parsed.GetValue(file) is { } given) keys.Pin(HubKeyFile.Parse(given), parsed.GetValue(old) ?? []);
        return keys.Read();
    }
}
