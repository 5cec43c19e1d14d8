using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CityKit.Cli.Tests.Support;
using CityKit.Components.Registry;
using CityKit.Sqlite;

namespace CityKit.Cli.Tests.Commands;

public sealed class ComponentTests : IDisposable
{
    private const string Header = "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,YHDWMC,SZDYWGBSM,LON,LAT\n";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private string Database => folder.At("registry.db");

    [Fact]
    public async Task Import_GoodAndBadRows_EndsWith1AndNamesTheBad()
    {
        var run = await ImportAsync(Header + Row(1) + "x,路灯,11100000000013338W,局,,370202001001001,120.38,36.06\n" + Row(2), "--json");
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Equal((3, 2, 1, true),
            (Json(run.Output).GetProperty("rows").GetInt32(), Json(run.Output).GetProperty("accepted").GetInt32(), Json(run.Output)
            .GetProperty("rejected").GetInt32(), Json(run.Output).GetProperty("done").GetBoolean()));
        var rejects = await File.ReadAllLinesAsync(folder.At("survey.csv.rejects.csv"));
        Assert.Equal(("row,field,value,reason,原因", "3,GLBJBSM,x"), (rejects[0], string.Join(',', rejects[1].Split(',')[..3])));
        Assert.Contains("survey.csv.rejects.csv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AllGood_LeavesNoRejectFile_AndAgainChangesNothing()
    {
        Assert.Equal(ExitCode.Done, (await ImportAsync(Header + Row(1))).Code);
        Assert.False(File.Exists(folder.At("survey.csv.rejects.csv")));
        Assert.Equal(ExitCode.Done, (await ImportAsync(Header + Row(1))).Code);
        var other = await ImportAsync(Header + Row(2));
        Assert.Equal(ExitCode.CouldNot, other.Code);
        Assert.Contains("survey.csv", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.csv")]
    [InlineData("survey.txt")]
    public async Task Import_NoFileOrNoFormat_EndsWith2(string name)
    {
        var run = await ToolRun.OfAsync("component", "import", folder.At(name), "--db", Database);
        Assert.Equal((ExitCode.CouldNot, ""), (run.Code, run.Output));
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_PackedWithOwnColumnNames_IsRead()
    {
        using (var packed = new GZipStream(File.Create(folder.At("own.csv.gz")), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(
                "编号,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,lng,lat\n37020201037000001,路灯,11100000000013338W,局,370202001001001,120.38,36.06\n"));
        var run = await ToolRun.OfAsync(
            "component", "import", folder.At("own.csv.gz"), "--db", Database, "--column", "编号=GLBJBSM", "--column", "lng=LON",
            "--catalogue", "47678");
        Assert.Equal(ExitCode.Done, run.Code);
    }

    /// <summary>A list with a title above its header and tabs, whatever it is called; what was passed over is said (issue 14).</summary>
    [Fact]
    public async Task Import_TitleAboveTheHeader_IsReadAndStated()
    {
        var file = folder.Write("s.xls", "市南区部件普查表\n" + (Header + Row(1)).Replace(',', '\t'));
        var run = await ToolRun.OfAsync("component", "import", file, "--db", Database, "--header", "2");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("市南区部件普查表", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync("component", "import", file, "--db", Database, "--survey", "other", "--header", "0")).Code);
    }

    /// <summary>A packed file that was cut short is not done, and one that is none is no stack trace (issue 8, number 14).</summary>
    [Fact]
    public async Task Import_GzipCutShort_EndsWith2AndGoesOnOnceItIsWhole()
    {
        var packed = Packed(Header + string.Concat(Enumerable.Range(1, 200).Select(i => Row(i))));
        string[] import = ["component", "import", folder.Write("s.csv.gz", packed[..^5]), "--db", Database, "--json"];
        var cut = await ToolRun.OfAsync(import);
        Assert.Equal((ExitCode.CouldNot, false), (cut.Code, Json(cut.Output).GetProperty("done").GetBoolean()));
        Assert.Contains("cut short", cut.Error, StringComparison.Ordinal);
        folder.Write("s.csv.gz", packed);
        var whole = await ToolRun.OfAsync(import);
        Assert.Equal((ExitCode.Done, 200), (whole.Code, Json(whole.Output).GetProperty("accepted").GetInt32()));
    }

    [Theory]
    [InlineData("component", "import", "BAD", "--db", "DB")]
    [InlineData("component", "import", "GOOD", "--db", "DB", "--catalogue", "BAD")]
    [InlineData("component", "import", "GOOD", "--db", "DB", "--map", "BAD")]
    [InlineData("component", "review", "BAD", "--accept", "all")]
    [InlineData("component", "apply", "BAD", "--db", "DB", "--by", "x")]
    [InlineData("component", "diff", "BAD", "--db", "DB")]
    [InlineData("evidence", "verify", "BAD")]
    public async Task AnyCommand_NoGzipFile_EndsWith2AndOneSentence(params string[] arguments)
    {
        await ImportAsync(Header + Row(9));
        var (good, bad) = (folder.Write("good.csv", Header + Row(1)), folder.Write("bad.csv.gz", Header + Row(1)));
        var run = await ToolRun.OfAsync(
            Array.ConvertAll(arguments, word => word switch { "BAD" => bad, "GOOD" => good, "DB" => Database, _ => word }));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("no gzip file", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A survey that Chinese Excel saved as CSV (GBK) or Unicode text (issue 8, number 15).</summary>
    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    public async Task Import_DiffReviewApply_AnotherEncoding_IsReadAndStated(string name)
    {
        var encoding = CityKit.Core.Text.TextEncodings.Find(name)!;
        string Saved(string file, string text) => folder.Write(file, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        var import = await ToolRun.OfAsync(
            "component", "import", Saved("s.csv", Header.Replace("LON", "经度", StringComparison.Ordinal) + Row(1)), "--db", Database);
        Assert.Equal(ExitCode.Done, import.Code);
        Assert.Contains($"is read as {name}", import.Error, StringComparison.Ordinal);
        var diff = await ToolRun.OfAsync("component", "diff", Saved("t.csv", Header + Row(1) + Row(2)), "--db", Database);
        Assert.Contains($"is read as {name}", diff.Error, StringComparison.Ordinal);
        var review = await ToolRun.OfAsync("component", "review", Saved("d.jsonl", diff.Output), "--accept", "all");
        Assert.Contains($"is read as {name}", review.Error, StringComparison.Ordinal);
        var apply = await ToolRun.OfAsync(
            "component", "apply", Saved("r.jsonl", review.Output), "--db", Database, "--by", "x", "--encoding", name);
        Assert.Equal(ExitCode.Done, apply.Code);
        Assert.Contains("路灯", (await ToolRun.OfAsync("component", "history", "37020201037000002", "--db", Database)).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_EncodingNamed_OverrulesAndMustBeKnown()
    {
        var file = folder.Write(
            "big5.csv", CityKit.Core.Text.TextEncodings.Find("big5")!.GetBytes(
            Header + Row(1).Replace("路灯", "路燈", StringComparison.Ordinal).Replace("养护二队", "養護", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync("component", "import", file, "--db", Database, "--encoding", "klingon")).Code);
        await ToolRun.OfAsync("component", "import", file, "--db", Database, "--encoding", "big5");
        Assert.Contains("路燈", (await ToolRun.OfAsync("component", "history", "37020201037000001", "--db", Database)).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ColumnsCorrected_AreRead()
    {
        var file = folder.Write(
            "own.csv", "编号,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,lng,lat,crew\n37020201037000001,路灯,11100000000013338W,局,370202001001001,120.38,36.06,二队\n");
        string[] import = ["component", "import", file, "--db", Database, "--column", "编号=GLBJBSM", "--column", "lng=LON", "--column"];
        Assert.Equal(ExitCode.Rejects, (await ToolRun.OfAsync([.. import, "crew=YHDWDM"])).Code);
        var lacking = await ToolRun.OfAsync([.. import, "crews=YHDWMC"]);
        Assert.Equal(ExitCode.CouldNot, lacking.Code);
        Assert.Contains("'crews'", lacking.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync([.. import, "crew=YHDWMC"])).Code);
        var other = await ToolRun.OfAsync([.. import, "crew=YHDWMC", "--on", "2026-01-01"]);
        Assert.Equal(ExitCode.CouldNot, other.Code);
        Assert.Contains("on=2026-11-21 -> 2026-01-01", other.Error, StringComparison.Ordinal);
        var history = await ToolRun.OfAsync("component", "history", "37020201037000001", "--db", Database);
        Assert.Contains("二队", history.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_PackedDiff_IsApplied()
    {
        await ImportAsync(Header + Row(1));
        var survey = folder.Write("again.csv", Header + Row(1) + Row(2));
        var diff = await ToolRun.OfAsync("component", "diff", survey, "--db", Database);
        var reviewed = await ToolRun.OfAsync("component", "review", folder.Write("d.jsonl", diff.Output), "--accept", "all");
        var run = await ToolRun.OfAsync(
            "component", "apply", folder.Write("r.jsonl.gz", Packed(reviewed.Output)), "--db", Database, "--by", "x");
        Assert.Equal((ExitCode.Done, "1 new, 0 moved, 0 changed, 0 missing; applied."), (run.Code, run.Error.Trim()));
    }

    [Fact]
    public async Task Find_NearestFirst_SaysWhose()
    {
        await ImportAsync(Header + string.Concat(Enumerable.Range(1, 30).Select(i => Row(i))));
        var run = await ToolRun.OfAsync(
            "component", "find", "--db", Database, "--lon", "120.38005", "--lat", "36.06", "--class", "01037", "--count", "3", "--json");
        var found = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(["37020201037000001", "37020201037000002", "37020201037000003"],
            found.Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(("养护二队", 4.5), (found[0].GetProperty("maintainer").GetString(), found[0].GetProperty("metres").GetDouble()));
        var csv = await ToolRun.OfAsync(
            "component", "find", "--db", Database, "--lon", "120.38005", "--lat", "36.06", "--class", "04", "--count", "3");
        Assert.Equal((ExitCode.Done, "id,name,state,metres,lon,lat,grid,department,owner,maintainer"), (csv.Code, csv.Output.Trim()));
        Assert.Equal("0 found.",
            (await ToolRun.OfAsync("component", "find", "--db", Database, "--lon", "120", "--lat", "36", "--state", "破损")).Error.Trim());
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync("component", "find", "--db", Database, "--lon", "120", "--lat", "36", "--state", "x")).Code);
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync("component", "find", "--db", Database, "--lon", "120", "--lat", "36", "--class", "x")).Code);
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync("component", "find", "--db", folder.At("none.db"), "--lon", "120", "--lat", "36")).Code);
        Assert.False(File.Exists(folder.At("none.db")));
    }

    [Fact]
    public async Task DiffReviewApply_ThenHistory_TellsTheStory()
    {
        await ImportAsync(Header + Row(1) + Row(2) + Row(3), "--on", "2026-07-01");
        var again = folder.Write("again.csv", Header + Row(1, maintainer: "养护九队") + Row(2, east: 0.01) + Row(4));
        var diff = await ToolRun.OfAsync("component", "diff", again, "--db", Database, "--on", "2026-11-20");
        Assert.Equal((ExitCode.Done, 6), (diff.Code, diff.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("1 new, 1 moved, 1 changed, 1 missing", diff.Error, StringComparison.Ordinal);
        var unreviewed = folder.Write("diff.jsonl", diff.Output);
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync("component", "apply", unreviewed, "--db", Database, "--by", "reviewer-3")).Code);
        var reviewed = await ToolRun.OfAsync("component", "review", unreviewed, "--accept", "all", "--refuse", "missing:01037");
        Assert.Equal(ExitCode.Done,
            (await ToolRun.OfAsync(
            "component", "apply", folder.Write("reviewed.jsonl", reviewed.Output), "--db", Database, "--by", "reviewer-3")).Code);
        Assert.Equal(ExitCode.CouldNot,
            (await ToolRun.OfAsync(
            "component", "apply", folder.Write("late.jsonl", reviewed.Output.Replace("refuse", "accept", StringComparison.Ordinal)), "--db",
            Database, "--by", "x")).Code);
        var history = await ToolRun.OfAsync("component", "history", "37020201037000001", "--db", Database, "--json");
        Assert.Equal(["2026-07-01 养护二队", "2026-11-20 养护九队"], history.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => $"{Json(line).GetProperty("on")} {Json(line).GetProperty("maintainer")}"));
        var then = await ToolRun.OfAsync("component", "history", "37020201037000002", "--db", Database, "--on", "2026-08-01");
        Assert.Contains("120.3801", then.Output, StringComparison.Ordinal);
        Assert.Single((await ToolRun.OfAsync("component", "history", "37020201037000003", "--db", Database, "--json")).Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("component", "history", "37020201037000009", "--db", Database)).Code);
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("component", "history", "3702", "--db", Database)).Code);
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("line:0")]
    [InlineData("line:9-3")]
    [InlineData("missing:lamp")]
    public async Task Review_ARuleThatSaysNothing_EndsWith2(string rule) =>
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("component", "review", folder.Write("d.jsonl", ""), "--accept", rule)).Code);

    [Fact]
    public async Task Draw_IsSvgWithADotForEach()
    {
        await ImportAsync(Header + string.Concat(Enumerable.Range(1, 30).Select(i => Row(i * 100))));
        var run = await ToolRun.OfAsync("component", "draw", "--db", Database, "--class", "01037");
        var svg = XDocument.Parse(run.Output);
        // and one in the legend
        Assert.Equal((ExitCode.Done, 31), (run.Code, svg.Descendants().Count(element => element.Name.LocalName == "circle")));
        Assert.Contains("市政公用设施 Municipal public facilities 30", run.Output, StringComparison.Ordinal);
        Assert.Equal(run.Output, (await ToolRun.OfAsync("component", "draw", "--db", Database, "--class", "01037")).Output);
    }

    [Fact]
    public async Task Import_KilledInTheMiddle_GoesOnToTheSameEnd()
    {
        const int Rows = 30_000;
        var text = new StringBuilder(Header);
        for (var i = 1; i <= Rows; i++) text.Append(i % 100 == 0 ? "x,路灯,11100000000013338W,局,,370202001001001,120.38,36.06\n" : Row(i));
        var survey = Encoding.UTF8.GetBytes(text.ToString());
        var pipe = folder.At("survey.csv");
        using (var made = Process.Start("mkfifo", pipe)) await made.WaitForExitAsync();
        foreach (var share in new[] { 0.35, 0.8 }) await FeedAndKillAsync(pipe, survey.AsMemory(0, (int)(survey.Length * share)));
        await using (var store = new SqliteComponentStore(Database))
        {
            await store.OpenAsync();
            Assert.InRange(await store.CountAsync(), 1, Rows * 0.8); // it was in the middle
        }
        var last = Tool(pipe);
        await FeedAsync(pipe, survey);
        await last.WaitForExitAsync();
        Assert.Equal(ExitCode.Rejects, last.ExitCode);
        var whole = await ToolRun.OfAsync(
            "component", "import", folder.Write("whole.csv", survey), "--db", folder.At("whole.db"), "--survey", "survey.csv");
        Assert.Equal(ExitCode.Rejects, whole.Code);
        Assert.Equal(await AllAsync(folder.At("whole.db")), await AllAsync(Database));
        Assert.Equal(await File.ReadAllTextAsync(folder.At("whole.csv.rejects.csv")),
            await File.ReadAllTextAsync(folder.At("survey.csv.rejects.csv")));
    }

    // The pipe holds 64 KiB and the reader some hundred more, so most of what was written has been committed when it is killed.
    private async Task FeedAndKillAsync(string pipe, ReadOnlyMemory<byte> part)
    {
        using var tool = Tool(pipe);
        await using (var feed = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1))
        {
            await feed.WriteAsync(part);
            tool.Kill();
        }
        await tool.WaitForExitAsync();
        Assert.NotEqual(ExitCode.Done, tool.ExitCode);
    }

    private static async Task FeedAsync(string pipe, ReadOnlyMemory<byte> all)
    {
        await using var feed = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
        await feed.WriteAsync(all);
    }

    private Process Tool(string survey)
    {
        var program = typeof(ComponentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ToolProgram").Value!;
        return Process.Start(
            new ProcessStartInfo(
            "dotnet", [program, "component", "import", survey, "--db", Database, "--on", "2026-11-21", "--commit", "500"])
            { RedirectStandardError = true })!;
    }

    private static async Task<List<ComponentEvent>> AllAsync(string database)
    {
        List<ComponentEvent> all = [];
        await using var store = new SqliteComponentStore(database);
        await store.OpenAsync();
        // the two began at other times
        await foreach (var entry in store.ReadLastAsync()) all.Add(entry with { Record = entry.Record with { RecordedAt = default } });
        return all;
    }

    private async Task<ToolRun> ImportAsync(string text, params string[] more) =>
        await ToolRun.OfAsync(["component", "import", folder.Write("survey.csv", text), "--db", Database, .. more]);

    private static string Row(int sequence, string maintainer = "养护二队", double east = 0) =>
        string.Create(CultureInfo.InvariantCulture,
            $"37020201037{sequence:D6},路灯,11100000000013338W,市南区城市管理局,{maintainer},370202001001001,{120.38 + (sequence - 1) * 1e-4 + east:F6},36.06\n");

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
