using System.Collections.Frozen;
using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>What the hub's own words are called on the pages for operations.</summary>
internal static class OperationsTerms
{
    private static readonly FrozenDictionary<string, LocalizedText> Known = new Dictionary<string, LocalizedText>
    {
        ["health/healthy"] = new("正常", "healthy"),
        ["health/silent"] = new("失联", "silent"),
        ["health/new"] = new("从未上线", "never heard"),
        ["health/suspended"] = new("已停用", "suspended"),
        ["health/revoked"] = new("已吊销", "revoked"),
        ["clock/synchronized"] = new("网络授时", "network time"),
        ["clock/realTimeClock"] = new("本机时钟", "battery clock"),
        ["clock/unknown"] = new("无时间", "no wall time"),
        ["host/edge"] = new("设备端", "device"),
        ["host/hub"] = new("中枢", "hub"),
        ["per/sensor"] = new("传感器", "sensor"),
        ["per/device"] = new("设备", "device"),
        ["per/household"] = new("住户", "household"),
        ["per/component"] = new("部件", "component"),
        ["per/entrance"] = new("单元门", "entrance"),
        ["per/building"] = new("楼栋", "building"),
        ["per/compound"] = new("小区", "compound"),
        ["per/grid"] = new("单元网格", "unit grid"),
        ["per/city"] = new("全市", "whole city"),
        ["entry/configuration"] = new("配置", "configuration"),
        ["entry/batch"] = new("设备批次", "device's batch"),
        ["entry/feed"] = new("外部读数", "feed"),
        ["entry/command"] = new("指令", "command"),
        ["entry/tick"] = new("到期", "tick"),
        ["entry/recompute"] = new("重算期限", "recompute"),
        ["entry/observation"] = new("中枢自察", "observation"),
        ["entry/relay"] = new("分区转送", "relay"),
        ["part/rules"] = new("规则", "rules"),
        ["part/sensors"] = new("传感器台账", "sensor register"),
        ["part/calendar"] = new("工作日历", "calendar"),
        ["part/policy"] = new("办理规则", "policy"),
        ["part/profiles"] = new("业务类型", "profiles"),
        ["part/grids"] = new("网格图", "grid map"),
    }.ToFrozenDictionary();

    /// <summary>A word of the hub in people's words; one that is not known as it is.</summary>
    internal static LocalizedText Of(string group, string word) =>
        Known.GetValueOrDefault($"{group}/{word}") ?? new LocalizedText(word, word);

    /// <summary>The words of a group, in order.</summary>
    internal static IEnumerable<(string Word, LocalizedText Text)> All(string group) => Known
        .Where(pair => pair.Key.StartsWith(group + "/", StringComparison.Ordinal))
        .Select(pair => (pair.Key[(group.Length + 1)..], pair.Value)).OrderBy(pair => pair.Item1, StringComparer.Ordinal);
}
