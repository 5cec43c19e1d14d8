using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Files;
using CityKit.Import.Surveys;

namespace CityKit.Cli.Files;

/// <summary>A file that a command reads: as it is, or unpacked when its name ends with <c>.gz</c>.</summary>
internal static class InputFile
{
    private const int Buffer = 1 << 16;

    /// <summary>Opens it for reading from the beginning to the end.</summary>
    /// <exception cref="ToolException">There is no such file, or it may not be read.</exception>
    internal static Stream Open(string path) => OpenCounted(path, out _);

    /// <summary>
    /// As <see cref="Open"/>; <paramref name="fraction"/> says how much of the file is read, packed as it is there: 0 to 1, or null for a
    /// pipe.
    /// </summary>
    /// <exception cref="ToolException">There is no such file, or it may not be read.</exception>
    internal static Stream OpenCounted(string path, out Func<double?> fraction)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan);
            fraction = () => file.CanSeek && file.Length > 0 ? (double)file.Position / file.Length : null;
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? GzipFile.Unpack(file) : file;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, unreadable);
        }
    }

    /// <summary>Opens a text file; <paramref name="encoding"/> null recognises it.</summary>
    /// <exception cref="ToolException">There is no such file, or it may not be read.</exception>
    internal static TextInput OpenText(string path, Encoding? encoding, out Func<double?> fraction) =>
        new(OpenCounted(path, out fraction), encoding);

    /// <summary>Opens a survey, unpacked and recognised; what the options say overrules.</summary>
    /// <exception cref="ToolException">There is no such file, it may not be read, or is no survey.</exception>
    internal static SurveyFile OpenSurvey(string path, SurveyFormat? format, Encoding? encoding)
    {
        try
        {
            return SurveyFile.Open(path, out var refusal, null, format, encoding) ?? throw new ToolException($"{path}: {refusal!.Message}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, unreadable);
        }
    }

    /// <summary>Says how a survey was read, when that is not plain: its encoding, titles passed over.</summary>
    internal static void Name(Terminal terminal, string path, SurveyFile survey, IEnumerable<LocalizedText> notes)
    {
        if (survey.Content is TextInput text) Name(terminal, path, text);
        foreach (var note in notes) terminal.Error.WriteLine(note.ToString());
    }

    /// <summary>Says by what encoding a file was read, when that is not plain UTF-8.</summary>
    internal static void Name(Terminal terminal, string path, TextInput text)
    {
        if (text.Encoding is not UTF8Encoding)
            terminal.Error.WriteLine(
                $"{path} is read as {text.Encoding.WebName}; --encoding names another. "
                    + $"{path} 按 {text.Encoding.WebName} 读取，可用 --encoding 指定。");
    }

    /// <summary>As <see cref="OpenText"/>, for what is read more than once: it is written into a temporary file.</summary>
    /// <exception cref="ToolException">There is no such file, it may not be read, or cannot be unpacked.</exception>
    internal static Stream OpenSeekable(Terminal terminal, string path, Encoding? encoding)
    {
        using var text = OpenText(path, encoding, out _);
        var utf8 = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose);
        var part = new byte[Buffer];
        while (ReadPart(path, text, part) is var count and > 0) utf8.Write(part, 0, count);
        Name(terminal, path, text);
        utf8.Position = 0;
        return utf8;
    }

    /// <summary>What is said of a file that is not there or may not be read.</summary>
    internal static ToolException Unreadable(string path, Exception unreadable) =>
        new($"{path} cannot be read: {unreadable.Message} 无法读取 {path}。");

    /// <summary>What is said of a file that cannot be unpacked.</summary>
    internal static ToolException Damaged(string path, InvalidDataException damaged) => new($"{path}: {damaged.Message}");

    private static int ReadPart(string path, Stream stream, byte[] part)
    {
        try
        {
            return stream.Read(part);
        }
        catch (InvalidDataException damaged)
        {
            throw Damaged(path, damaged);
        }
    }
}
