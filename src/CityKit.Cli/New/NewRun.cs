using System.Globalization;

namespace CityKit.Cli.New;

/// <summary><c>new</c>.</summary>
internal static class NewRun
{
    /// <exception cref="ToolException">A file is there already.</exception>
    internal static int Run(Terminal terminal, StartingFolder kind, string folder)
    {
        var files = kind.Files().Select(file => (Path: Path.Combine(folder, file.Path), file.Text)).ToArray();
        if (files.FirstOrDefault(file => File.Exists(file.Path)).Path is { } there)
            throw new ToolException(
                $"{there} is there already, and nothing was written: name another folder. {there} 已存在，未写入任何文件，请换一个目录。");
        foreach (var (path, text) in files) Write(path, text);
        foreach (var (path, _) in files) terminal.Output.WriteLine(path);
        terminal.Error.WriteLine($"{files.Length} files written to {folder}. 已在 {folder} 写入 {files.Length} 个文件。");
        terminal.Error.WriteLine("Next: 下一步：");
        foreach (var next in kind.Next) terminal.Error.WriteLine("  " + string.Format(CultureInfo.InvariantCulture, next, folder));
        return ExitCode.Done;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
        writer.Write(text);
    }
}
