using System.Globalization;
using System.Net;
using System.Text;
using CityKit.Cases.Kpi;
using CityKit.Core;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>
/// A month's report as one page that needs nothing else: Chinese, with English beside it. The same figures give the same bytes.
/// </summary>
internal sealed class ReportPage(MonthFigures month, YearOptions options, RequestSet requests)
{
    private const int Classes = 14;

    private readonly StringBuilder html = new();

    internal string Write()
    {
        Head();
        Tiles();
        Section("每日案件", "Cases by day", ReportCharts.Days(month), "柱：当日上报；线：当日办结（含以前上报的）；灰底：非工作日。",
            "Bars: reported that day. Line: ended that day, whenever reported. Grey: days off.");
        Section("按期处置", "On-time handling by day of report", ReportCharts.OnTime(month), "当日上报并已处置的案件中，按期处置的比例。",
            "Of the cases reported that day and handled since, the part that met its deadline.");
        html.Append("<div class=\"two\"><div>\n");
        Section("热力图", "Where", ReportCharts.Heat(month), $"每格 250 米；颜色越深，案件越多，最多一格 {month.Cells.Max()} 件。",
            $"Cells of 250 m; the darker, the more, up to {month.Cells.Max()} cases.");
        Section("评价指标", "Performance figures", Kpis(), "口径：本月上报的案件，以月末状态计；申诉免责的不计。",
            "Cases reported in the month, as they stood at its end, but for those exempt after an appeal.");
        Section("特殊环节", "Rare turns", Turns(), "本月发生次数，不论案件何时上报。", "Times in the month, whenever the case was reported.");
        html.Append("</div><div>\n");
        Section("街道快慢", "Sub-districts, slowest first", Streets(), "用时占比：自派遣至反馈的用时占时限的平均比例，可跨分类比较。",
            "The part of the limit that handling took, the mean; it compares across classes.");
        Section("主管部门", "Departments", Groups(month.BodyRows), "按期率：已处置案件中按期处置的比例。", "On time: of what was handled.");
        Section("案件分类", "Classes", Groups([.. month.Classes.Take(Classes)]), $"前 {Classes} 类。", $"The {Classes} most frequent.");
        html.Append("</div></div>\n");
        Foot();
        return html.ToString();
    }

    private void Head()
    {
        var (year, number) = (month.Last.Year, month.Last.Month);
        var title = Text($"城市管理月报 {year} 年 {number} 月");
        html.Append("<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>").Append(title)
            .Append("</title>\n<style>\n").Append(Style())
            .Append("</style></head><body>\n<header><div><h1>").Append(title).Append("</h1><p>")
            .Append(Number($"City management, {year}-{number:00}"))
                .Append("</p></div><div class=\"district\">示范区<small>an invented district 虚构</small></div></header>\n");
    }

    private void Tiles()
    {
        var (filing, onTime, closing, rework) = (month.Kpi("filing"), month.Kpi("on-time-handling"), month.Kpi("closing"),
            month.Kpi("rework"));
        html.Append("<div class=\"tiles\">");
        Tile("上报", "reported", Number($"{month.Items.Count:n0}"), Number($"日均 {(double)month.Items.Count / month.Last.Day:0.0} a day"));
        Tile("立案率", "filed", Percent(filing.Rate), Parts(filing));
        Tile("按期处置率", "handled on time", Percent(onTime.Rate), Parts(onTime));
        Tile("结案率", "closed", Percent(closing.Rate), Parts(closing));
        Tile("返工率", "reworked", Percent(rework.Rate), Parts(rework));
        html.Append("</div>\n");
    }

    private void Tile(string zh, string en, string value, string below) =>
        html.Append(Number($"<div class=\"tile\"><span>{zh} <i>{en}</i></span><b>{value}</b><small>{below}</small></div>"));

    private void Section(string zh, string en, string body, string noteZh, string noteEn) =>
        html.Append(Number($"<section><h2>{zh} <i>{en}</i></h2>\n{body}<p class=\"note\">{noteZh} <i>{noteEn}</i></p></section>\n"));

    private string Streets()
    {
        var most = Math.Max(0.01, month.Streets.Max(row => row.LimitUsed));
        return Table("街道 <i>sub-district</i>", "案件 <i>cases</i>", "用时占比 <i>of the limit</i>", "按期率 <i>on time</i>",
            month.Streets.Select(row =>
            Row(row.Name, Number($"{row.Cases:n0}"), Bar(row.LimitUsed / most, Number($"{row.LimitUsed * 100:0.0}%"), "slow"),
                Percent((decimal)row.Rate))));
    }

    private static string Groups(IReadOnlyList<GroupRow> rows)
    {
        var most = rows.Max(row => row.Cases);
        return Table("", "案件 <i>cases</i>", "", "按期率 <i>on time</i>", rows.Select(row =>
            Row(row.Name, Number($"{row.Cases:n0}"), Bar((double)row.Cases / most, "", "many"), row.Handled == 0 ? "–"
                : Percent((decimal)row.Rate))));
    }

    private string Kpis() => Table("指标 <i>figure</i>", "分子 <i>num.</i>", "分母 <i>den.</i>", "值 <i>value</i>", month.Kpis.Select(value =>
        Row(value.Definition.Name, Number($"{value.Numerator:n0}"), Number($"{value.Denominator:n0}"), Percent(value.Rate))));

    private string Turns()
    {
        (string Zh, string En, int Times)[] rows =
        [
            ("不予受理、核实不属实", "rejected, refuted", month.Times("reject", "refute")),
                ("不予立案、作废", "declined, void", month.Times("decline", "void")),
            ("自行处置", "handled on the spot", month.Times("self-handle")), ("回退", "returned", month.Times("return")),
            ("同意延期", "extended", month.Times("approve-extension")), ("同意挂账", "suspended", month.Times("approve-suspension")),
            ("核查不通过（返工）", "failed checks", month.Times("fail-check")), ("超期", "overdue marks", month.Times("overdue")),
            ("催办", "reminders", month.Times("urge")), ("督办", "oversight", month.Times("oversee")),
            ("申诉", "appeals", month.Times("appeal", "exempt")), ("重新办理", "reopened", month.Times("reopen")),
            ("强制结案", "closed by force", month.Times("force-close")),
        ];
        var most = Math.Max(1, rows.Max(row => row.Times));
        return Table("", "次数 <i>times</i>", "", "", rows.Select(row =>
            Row(new LocalizedText(row.Zh, row.En), Number($"{row.Times:n0}"), Bar((double)row.Times / most, "", "many"), "")));
    }

    private void Foot() => html.Append(Number($"""
        <footer>
        <p>演示数据：时间、相对位置与事项来自公开的 311 数据（{Text(requests.Name)}，{requests.Rows.Count:n0} 条），移至虚构的区；街道、部门、人员、规则与各环节概率均为虚构，立案条件为 CityKit 起步样例。
        全年案量的 {options.Share * 100:0.##}%，随机种子 {options.Seed}；每一步由 CityKit 的流转引擎执行。</p>
        <p><i>A demonstration: times, relative places and kinds are of a public 311 set ({Text(requests.Name)},
        {requests.Rows.Count:n0} requests), moved to an invented district; its sub-districts, bodies, people,
        rules and rates are invented, filing conditions are CityKit's starter set. {options.Share * 100:0.##} % of a year's cases, seed
        {options.Seed}; CityKit's engine took every step.</i></p>
        </footer></body></html>

        """));

    private static string Style()
    {
        using var style = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("city-report.css")!);
        return style.ReadToEnd();
    }

    private static string Table(string name, string first, string second, string third, IEnumerable<string> rows) =>
        $"<table><tr><th>{name}</th><th>{first}</th><th>{second}</th><th>{third}</th></tr>\n{string.Concat(rows)}</table>\n";

    private static string Row(LocalizedText name, string first, string second, string third) =>
        $"<tr><td>{Text(name.Zh)} <i>{Text(name.En)}</i></td><td>{first}</td><td>{second}</td><td>{third}</td></tr>\n";

    private static string Bar(double part, string label, string style) =>
        Number($"<div class=\"bar\"><div class=\"{style}\" style=\"width:{100 * part:0.0}%\"></div><span>{label}</span></div>");

    private static string Parts(KpiValue value) => Number($"{value.Numerator:n0} / {value.Denominator:n0}");

    private static string Percent(decimal? rate) => rate is { } known ? Number($"{known * 100:0.00}%") : "–";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
