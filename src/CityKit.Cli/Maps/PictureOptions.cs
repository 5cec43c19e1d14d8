using System.CommandLine;
using CityKit.Cli.Components;
using CityKit.Cli.Grids;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Maps.Drawing;
using CityKit.Maps.Pictures;
using NodaTime;

namespace CityKit.Cli.Maps;

/// <summary>The options of <c>citykit map</c>.</summary>
internal sealed class PictureOptions
{
    private readonly MapOptions map = new();
    private readonly Option<string> name = new("--name")
    {
        Description = "The property with the name. 名称属性名。", DefaultValueFactory = _ => "name", HelpName = "PROPERTY",
    };
    private readonly Option<string?> english = new("--name-en")
    {
        Description = "The property with the English name. 英文名称属性名。", HelpName = "PROPERTY",
    };
    private readonly Option<string?> level = new("--level")
    {
        Description = "The areas that are coloured: province, city, county, street, community; the narrowest by default. "
            + "The next wider ones are drawn around them. 着色层级。",
    };
    private readonly Option<string?> database = new("--db")
    {
        Description = "Counts the components of this registry, each by where it is. 统计部件库。", HelpName = "F",
    };
    private readonly Option<string[]> classes = ComponentOptions.Classes();
    private readonly Option<string?> catalogue = new("--catalogue")
    {
        Description = "Names of the city's own classes: a catalogue's or profile's JSON file. 自定义分类的名称文件。", HelpName = "F.json",
    };
    private readonly Option<string?> by = new("--by")
    {
        Description = "class: a page says for each area how many of each class there are. 按分类细分。",
    };
    private readonly Option<string?> counts = new("--count")
    {
        Description = "Counts from a file: CSV with the columns code and count, .gz too. 计数文件。", HelpName = "F.csv",
    };
    private readonly Option<string?> countZh = new("--count-name")
    {
        Description = "What was counted, in Chinese. 计数名称。", HelpName = "TEXT",
    };
    private readonly Option<string?> countEn = new("--count-name-en")
    {
        Description = "What was counted, in English. 计数英文名称。", HelpName = "TEXT",
    };
    private readonly Option<string?> part = new("--part")
    {
        Description = "Only a part of the city, with every single component: a code, or west,south,east,north. 局部范围，显示单个部件。",
            HelpName = "PART",
    };
    private readonly Option<string> title = new("--title") { Description = "The title. 标题。", Required = true, HelpName = "TEXT" };
    private readonly Option<string?> titleEn = new("--title-en") { Description = "The English title. 英文标题。", HelpName = "TEXT" };
    private readonly Option<string> source = new("--source")
    {
        Description = "Where borders and counts come from, with the attribution that their licences ask for. 数据来源与署名。", Required = true,
            HelpName = "TEXT",
    };
    private readonly Option<string?> sourceEn = new("--source-en") { Description = "The source in English. 英文数据来源。", HelpName = "TEXT" };
    private readonly Option<string?> date = new("--date")
    {
        Description = "The day the counts are of; today by default. 数据日期。", HelpName = "YYYY-MM-DD",
    };
    private readonly Option<int> classCount = new("--classes")
    {
        Description = "How many classes of colour, 2 to 7. 分级数。", DefaultValueFactory = _ => 5, HelpName = "N",
    };
    private readonly Option<string> method = new("--method")
    {
        Description = "How counts are put into classes. 分级方法。", DefaultValueFactory = _ => "quantile",
    };
    private readonly Option<int> width = new("--width")
    {
        Description = $"An SVG's width, {SvgMap.LeastWidth} to {SvgMap.MostWidth} pixels. SVG 图宽（像素）。", DefaultValueFactory = _ => 1_600,
            HelpName = "PIXELS",
    };
    private readonly Option<string> output = new("--out")
    {
        Description = "The file to write: .html or .svg. 输出文件。", Required = true, HelpName = "F.html|F.svg",
    };

    internal PictureOptions()
    {
        level.AcceptOnlyFromAmong("province", "city", "county", "street", "community");
        by.AcceptOnlyFromAmong("class");
        method.AcceptOnlyFromAmong("quantile", "equal", "natural");
    }

    internal void AddTo(Command command)
    {
        map.Reading.AddTo(command);
        foreach (var option in (Option[])[map.File, map.Code, map.Scheme, map.On, name, english, level, database, classes, catalogue, by,
            counts,
            countZh, countEn, part, title, titleEn, source, sourceEn, date, classCount, method, width, output]) command.Add(option);
    }

    /// <exception cref="ToolException">An option cannot be read.</exception>
    internal PictureChoice Of(ParseResult parsed, TimeProvider time) => new(
        map.Of(parsed) with { NameProperty = parsed.GetValue(name)! }, parsed.GetValue(output)!,
        Both(parsed.GetValue(title), parsed.GetValue(titleEn))!, Both(parsed.GetValue(source), parsed.GetValue(sourceEn))!,
            Day(parsed.GetValue(date), time))
    {
        EnglishNames = parsed.GetValue(english),
        Level = parsed.GetValue(level) is { } word ? Enum.Parse<AreaLevel>(word, ignoreCase: true) : null,
        Database = parsed.GetValue(database),
        Classes = ComponentOptions.Filter(parsed.GetValue(classes)),
        Catalogue = parsed.GetValue(catalogue) is { } file ? SurveyChoice.ReadCatalogue(file) : null,
        ByClass = parsed.GetValue(by) is not null,
        Counts = parsed.GetValue(counts),
        CountName = Both(parsed.GetValue(countZh), parsed.GetValue(countEn)),
        Part = parsed.GetValue(part) is { } text ? MapPart.Read(text) : null,
        ClassCount = InRange("--classes", parsed.GetValue(classCount), 2, CountClasses.Most),
        Method = Enum.Parse<ClassMethod>(parsed.GetValue(method)!, ignoreCase: true),
        Width = InRange("--width", parsed.GetValue(width), SvgMap.LeastWidth, SvgMap.MostWidth),
    };

    private static LocalizedText? Both(string? zh, string? en) => (zh ?? en) is null ? null
        : Texts(zh ?? en!) is { } first && Texts(en ?? zh!) is { } second ? new LocalizedText(first, second) : null;

    private static string Texts(string text) => text.Length is > 0 and <= MapPicture.MaxText ? text
        : throw new ToolException(
            $"A text has 1 to {MapPicture.MaxText} characters, not {text.Length}. 文字须为 1 至 {MapPicture.MaxText} 个字符。");

    private static LocalDate Day(string? text, TimeProvider time) =>
        text is null ? LocalDate.FromDateTime(time.GetLocalNow().DateTime) : ComponentOptions.Day(text, "--date");

    private static int InRange(string option, int number, int least, int most) => number >= least && number <= most ? number
        : throw new ToolException($"{option} is {least} to {most}, not {number}. {option} 须为 {least} 至 {most}。");
}
