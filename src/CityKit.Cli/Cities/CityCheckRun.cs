using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Shared.Cities;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Cities;

/// <summary><c>city check</c>.</summary>
internal static class CityCheckRun
{
    internal static int Run(Terminal terminal, string path, bool json)
    {
        var report = Check(path);
        Write(terminal, report, json);
        return report.Findings.Count == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    /// <exception cref="ToolException">There is no such folder, or it has no file of a city.</exception>
    internal static FolderReport Check(string path)
    {
        var folder = CityFolder.Open(path);
        return folder.Files.Count > 0 ? CityFolderCheck.Run(folder) : throw NothingIn(path);
    }

    internal static void Write(Terminal terminal, FolderReport report, bool json)
    {
        if (json) JsonOutput.WriteLine(terminal.Output, writer => FolderReportJson.Write(writer, report));
        else WriteCsv(terminal.Output, report);
        WriteSummary(terminal.Error, report);
    }

    private static void WriteCsv(TextWriter output, FolderReport report)
    {
        output.WriteLine("file,line,column,severity,path,message");
        foreach (var found in report.Findings)
        {
            var severity = FolderReportJson.Severity(found);
            output.WriteLine(CsvText.Line(found.File, Text(found.Line), Text(found.Column), severity, found.Path, $"{found.Message}"));
        }
    }

    private static void WriteSummary(TextWriter error, FolderReport report)
    {
        foreach (var name in report.Folder.Unknown)
            error.WriteLine($"{name} is not recognised and was not read. 文件名无法识别，未读取。");
        if (!report.AreNamesChecked)
            error.WriteLine("The files are checked against each other once each of them can be read. 待各文件均可读取后，再作相互检查。");
        var (files, doubts) = (report.Folder.Files.Count, report.Findings.Count(found => found.IsDoubt));
        var errors = report.Findings.Count - doubts;
        error.WriteLine($"{files} files checked: {errors} errors, {doubts} warnings. 已检查 {files} 个文件：{errors} 处错误，{doubts} 处疑点。");
    }

    private static ToolException NothingIn(string path) =>
        new($"{path} has no file of a city; there are: {CityFileName.All}. 该目录中没有可识别的城市配置文件。");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
