using System.CommandLine;
using CityKit.Edge.Agent.Identity;

namespace CityKit.Edge.Agent.Commands;

/// <summary>How a key is shown.</summary>
internal sealed class SheetOptions
{
    private readonly Option<string?> file = new("--public")
    {
        Description = "Also write the public key here: .json as the hub takes it, else PEM. 另存公钥。",
        HelpName = "FILE",
    };
    private readonly Option<bool> plain = new("--no-code") { Description = "Without the QR code. 不显示二维码。" };

    internal void AddTo(Command command)
    {
        command.Options.Add(file);
        command.Options.Add(plain);
    }

    /// <summary>Shows it, and writes the file that was asked for.</summary>
    internal void Show(ParseResult parsed, EnrollmentSheet sheet)
    {
        sheet.Write(Console.Out, !parsed.GetValue(plain));
        if (parsed.GetValue(file) is { } path) File.WriteAllText(path, Path.GetExtension(path) == ".json" ? sheet.Body + "\n" : sheet.Pem);
    }
}
