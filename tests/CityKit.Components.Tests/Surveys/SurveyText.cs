using System.Globalization;
using System.Text;

namespace CityKit.Components.Tests.Surveys;

/// <summary>Survey files of invented lamps.</summary>
internal static class SurveyText
{
    internal const string Header =
        "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,QSDWDM,QSDWMC,YHDWDM,YHDWMC,SZDYWGBSM,GLBJZT,CSRQ,BGRQ,SJLY,BZ,SZJDDM,SZJDMC,SZSQDM,SZSQMC,LON,LAT,ZP";
    private const string Bodies = "路灯,11100000000013338W,市南区城市管理局,91610800064834709T,路灯管理处,,养护二队,370202001001001";
    private const string Rest = "完好,20260701,,实测,,370202001,香港中路街道,370202001001,样例社区";

    internal static string Row(int sequence) => Row(Samples.Id(sequence).ToString(), 120.38 + sequence % 10_000 * 1e-4, 36.06);

    internal static string Row(string id, double longitude, double latitude, string bodies = Bodies, string rest = Rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{id},{bodies},{rest},{longitude:R},{latitude:R},a.jpg;b.jpg");

    internal static string Csv(params IEnumerable<string> rows) => $"{Header}\n{string.Join('\n', rows)}\n";

    /// <summary>Every seventh row has an id of 16 letters, every eleventh repeats the one before.</summary>
    internal static string Mixed(int count) =>
        Csv(Enumerable.Range(1, count).Select(i => i % 7 == 0 ? Row("abcdefghijklmnop", 120.4, 36) : Row(i % 11 == 0 ? i - 1 : i)));

    /// <summary>A city's own list: no identifiers, every eleventh row repeats an external id of before.</summary>
    internal static string External(int count) => "BJDM,GLBJMC,ZGBMMC,LON,LAT,YBSM\n"
        + string.Concat(Enumerable.Range(1, count)
            .Select(i => string.Create(
            CultureInfo.InvariantCulture, $"0104{i % 3 + 1},Hydrant,DEP,{-73.9 + i * 1e-4:R},40.7,H{(i % 11 == 0 ? i - 9 : i)}\n")));

    internal static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
