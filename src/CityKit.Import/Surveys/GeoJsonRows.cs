using System.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Import.Files;

namespace CityKit.Import.Surveys;

/// <summary>
/// The point features of a GeoJSON text, read one by one; each starts again, so that a later run can go on between any two. In a sequence a
/// broken one is rejected and the next is read.
/// </summary>
internal sealed class GeoJsonRows : TextRows
{
    private readonly SurveyOptions options;
    private readonly GeoJsonHead head;
    private readonly GeoJsonFeature feature;
    private long features;

    internal GeoJsonRows(TextWindow input, SurveyOptions options)
        : base(input)
    {
        this.options = options;
        head = new GeoJsonHead(input);
        feature = new GeoJsonFeature(Row, options);
    }

    internal override string? System => head.System;

    internal override IReadOnlyList<string> Names => feature.Names;

    internal override Refusal? Begin()
    {
        try
        {
            return head.TryRead() ? null : NoFeatures();
        }
        catch (JsonException)
        {
            return NoFeatures();
        }
    }

    private protected override void GoOnAt(long before) => features += before;

    internal override Refusal? Mismatch() => features == 0 ? null : feature.Mismatch();

    internal override bool Next()
    {
        if (Broken is not null || !TryReach()) return false;
        do
        {
            if (TryTake()) features++;
            else if (Broken is null && Input.Window.Length <= options.Limits.RowBytes * 2 && Input.Fill()) continue;
            else Break("is longer than twice the limit, or cut short", "过长或不完整");
            return Broken is null;
        }
        while (true);
    }

    /// <summary>Over white space and what separates to the next feature; false at the end.</summary>
    private bool TryReach()
    {
        while (true)
        {
            var rest = Input.Window.TrimStart(head.IsSequence ? " \t\r\n\u001E"u8 : " \t\r\n,"u8);
            Input.Pass(Input.Window.Length - rest.Length);
            if (rest.IsEmpty && !Input.Fill())
                return !head.IsSequence && Break("is missing: the file ends before its array of features does",
                "缺失：文件在要素数组结束之前中断");
            if (!rest.IsEmpty)
                return rest[0] == '{' || head.Separator is not null || (head.IsSequence || rest[0] != ']') && Break("is no object",
                "不是对象");
        }
    }

    private bool TryTake()
    {
        try
        {
            var reader = new Utf8JsonReader(Input.Window, Input.AtEnd, default);
            if (!reader.Read() || !reader.TrySkip()) return false;
            var length = (int)reader.BytesConsumed;
            feature.Read(Input.Window[..length], features);
            Problem = feature.Problem;
            Input.Pass(length);
            return true;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return head.Separator is { } separator && Input.Damage is null ? PassBroken(separator) : Break("is broken JSON", "的 JSON 有误");
        }
    }

    private bool PassBroken(byte separator)
    {
        Row.Begin(features);
        var shown = Input.Window[..Math.Min(200, Input.Window.Length)];
        if (shown.IndexOf(separator) is var stop and > 0) shown = shown[..stop];
        Problem = SurveyReject.Of(features, "", Encoding.UTF8.GetString(shown).Trim(), "the feature is broken JSON", "该要素的 JSON 有误");
        for (var end = -1; end < 0 && (!Input.Window.IsEmpty || Input.Fill());)
        {
            end = Input.Window.IndexOf(separator);
            Input.Pass(end < 0 ? Input.Window.Length : end);
        }
        return true;
    }

    /// <summary>Nothing after this can be read; put right, the file goes on from here.</summary>
    private bool Break(string en, string zh)
    {
        Break(Wrong($"Feature {features} {en}; it and what follows was not read.", $"第 {features} 个要素{zh}，自此未读取。"));
        return false;
    }

    private static Refusal NoFeatures() =>
        Wrong("The file has no GeoJSON features: it is neither a FeatureCollection with an array 'features' nor begins with a Feature.",
        "文件没有 GeoJSON 要素：既不是含“features”数组的 FeatureCollection，也不以 Feature 开头。");
}
