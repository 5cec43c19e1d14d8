using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of why a thing is there: the chain, its charts and calendars, the replay, the printed case.</summary>
internal static class WhyWords
{
    internal static LocalizedText Why { get; } = new("来龙去脉", "Why it is there");
    internal static LocalizedText Chain { get; } = new("因果链，由远及近", "The chain, from the first cause on");
    internal static LocalizedText Nothing { get; } = new("流水中没有可追溯的来源。", "The journal names nothing that it came from.");
    internal static LocalizedText BadSubject { get; } =
        new("没有“{0}”这样的对象：应为 lead、alert 或 item 加编号。", "There is nothing like '{0}': it is lead, alert or item with an id.");
    internal static LocalizedText Entry { get; } = new("流水 {0}", "Entry {0}");
    internal static LocalizedText OpenEntry { get; } = new("在流水中查看第 {0} 条", "Look at entry {0} in the journal");
    internal static LocalizedText Back { get; } = new("返回该件", "Back to it");

    internal static LocalizedText Sealed { get; } = new("与流水封签一致（第 {0} 条）", "Fits the journal's seal (entry {0})");
    internal static LocalizedText Broken { get; } =
        new("与流水封签不一致（第 {0} 条）：该段流水被改动过", "Does not fit the seal of entry {0}: this stretch of the journal was changed");
    internal static LocalizedText NotSealed { get; } = new("附近没有封签，未核对", "No seal is near: not checked");
    internal static LocalizedText Signed { get; } = new("设备签名有效", "Signed by the device's key");
    internal static LocalizedText NotSigned { get; } =
        new("不是该设备现用密钥所签：设备可能已更换密钥", "Not signed by the key that the device has now: it may have been replaced");
    internal static LocalizedText Pruned { get; } = new("内容已按规定清除，仅存摘要", "Its content was pruned; the digest is left");
    internal static LocalizedText Hash { get; } = new("流水链哈希", "Running hash");
    internal static LocalizedText Key { get; } = new("流水键", "Key");

    internal static LocalizedText Events { get; } = new("事件 {0}", "event {0}");
    internal static LocalizedText Value { get; } = new("实测", "Measured");
    internal static LocalizedText Limit { get; } = new("限值", "Limit");
    internal static LocalizedText Coverage { get; } = new("窗口覆盖率", "Window covered");
    internal static LocalizedText RuleId { get; } = new("规则编号", "Id of the rule");
    internal static LocalizedText FileWords { get; } = new("规则文件原文", "In the rule file");
    internal static LocalizedText Version { get; } = new("规则版本", "Version of the rules");
    internal static LocalizedText InForce { get; } = new("{0}，自流水第 {1} 条起生效", "{0}, in force since entry {1}");
    internal static LocalizedText LegalDuty { get; } = new("法定职责", "Legal duty");
    internal static LocalizedText Purpose { get; } = new("处理目的", "Purpose");
    internal static LocalizedText AtEdge { get; } = new("在边缘设备上判断", "judged on the device");
    internal static LocalizedText AtHub { get; } = new("在中枢判断", "judged in the hub");
    internal static LocalizedText RuleGone { get; } = new("内置规则，或当时的规则文件中没有", "built in, or in no rule file of that time");
    internal static LocalizedText ValidFrom { get; } = new("台账生效", "In the register since");
    internal static LocalizedText Component { get; } = new("部件", "Component");
    internal static LocalizedText OfHousehold { get; } = new("住户传感器，读数属个人信息", "A household's: its readings are personal");
    internal static LocalizedText RaisedAt { get; } = new("{0} 触发", "raised {0}");
    internal static LocalizedText ClearedAt { get; } = new("{0} 解除", "over {0}");
    internal static LocalizedText TimeUnknown { get; } = new("时间未知，以接收时间为准", "time unknown: when the hub received it");
    internal static LocalizedText Late { get; } = new("迟到的数据", "came late");
    internal static LocalizedText ByItself { get; } = new("按类别自动立案", "opened by itself, as its class allows");
    internal static LocalizedText Moved { get; } = new("{0} → {1}", "{0} → {1}");
    internal static LocalizedText Opened { get; } = new("新建，{0}", "opened: {0}");
    internal static LocalizedText To { get; } = new("交 {0}", "to {0}");
    internal static LocalizedText Metres { get; } = new("距上报点 {0} 米", "{0} m from the report");
    internal static LocalizedText Named { get; } = new("由上报人指定", "named by the reporter");
    internal static LocalizedText NotConfirmed { get; } = new("未确认", "not confirmed");
    internal static LocalizedText Department { get; } = new("主管部门", "Competent department");
    internal static LocalizedText Owner { get; } = new("权属单位", "Owner");
    internal static LocalizedText Maintainer { get; } = new("养护单位", "Maintainer");
    internal static LocalizedText Registry { get; } = new("部件库版本", "Registry version");
    internal static LocalizedText DutyFact { get; } = new("责任网“{0}”，层级“{1}”，{2}：{3}", "net '{0}', level '{1}', {2}: {3}");
    internal static LocalizedText Nets { get; } = new("责任网版本", "Version of the nets");
    internal static LocalizedText On { get; } = new("查询日期", "As of");

    internal static LocalizedText Bytes { get; } = new("{0} 字节", "{0} bytes");
    internal static LocalizedText Digest { get; } = new("流水中的摘要", "Digest in the journal");
    internal static LocalizedText Id { get; } = new("内部标识", "Id");
    internal static LocalizedText Looking { get; } = new("证据 {0}", "evidence {0}");
    internal static LocalizedText Whole { get; } =
        new("封存文件完整，认证加密校验通过；查看已记录", "The sealed file is whole: its authenticated encryption checks; the viewing is logged");
    internal static LocalizedText Damaged { get; } = new("封存文件已损坏，无法打开", "The sealed file is damaged and does not open");

    internal static LocalizedText Due { get; } = new("{0}，截止 {1}", "{0}: due {1}");
    internal static LocalizedText Paused { get; } = new("{0}，计时暂停", "{0}: the clock is paused");
    internal static LocalizedText InTime { get; } = new("按时完成", "done in time");
    internal static LocalizedText Overdue { get; } = new("已超期", "overdue");
    internal static LocalizedText Running { get; } = new("计时中", "running");
    internal static LocalizedText Continuous { get; } = new("连续计时，不分工作日", "counted without a break, work day or not");
    internal static LocalizedText Calendar { get; } = new("计时日历：哪些时间计入“{0}”", "Calendar: which time counts towards '{0}'");
    internal static LocalizedText Counted { get; } = new("计 {0}", "{0} count");
    internal static LocalizedText Rest { get; } = new("休", "rest");
    internal static LocalizedText MadeUp { get; } = new("调休上班", "made-up work day");
    internal static LocalizedText NoCount { get; } = new("不计", "none");
    internal static LocalizedText Pause { get; } = new("暂停 {0} 至 {1}", "paused {0} to {1}");
    internal static LocalizedText PauseOpen { get; } = new("自 {0} 起暂停", "paused since {0}");
    internal static LocalizedText Extended { get; } = new("{0} 延期 {1}", "extended by {1} at {0}");

    internal static LocalizedText Readings { get; } = new("读数", "Readings");
    internal static LocalizedText Plain { get; } = new("读数（{1}）", "Readings ({1})");
    internal static LocalizedText SumOver { get; } = new("过去 {0} 的累计（{1}）", "Sum over the last {0} ({1})");
    internal static LocalizedText CountOver { get; } = new("过去 {0} 的次数", "Count over the last {0}");
    internal static LocalizedText AverageOver { get; } = new("过去 {0} 的平均（{1}）", "Average over the last {0} ({1})");
    internal static LocalizedText MinimumOver { get; } = new("过去 {0} 的最小值（{1}）", "Minimum over the last {0} ({1})");
    internal static LocalizedText MaximumOver { get; } = new("过去 {0} 的最大值（{1}）", "Maximum over the last {0} ({1})");
    internal static LocalizedText WindowCovered { get; } = new("判断窗口内数据覆盖 {0}%", "{0} % of the window has data");
    internal static LocalizedText ShowReadings { get; } = new("说明用途并查看读数（将被记录）", "State the purpose and see the readings (this is logged)");
    internal static LocalizedText PurposeHint { get; } = new("用途，如 handling", "what for, such as handling");
    internal static LocalizedText NoReadings { get; } =
        new("这段时间没有保存读数：可能未开启保存，或已过保存期。", "No readings are kept of this time: keeping is off, or their time is over.");
    internal static LocalizedText LimitLine { get; } = new("限值 {0}", "limit {0}");
    internal static LocalizedText AlertLine { get; } = new("告警", "alert");
    internal static LocalizedText WindowOf { get; } = new("判断窗口", "window");
    internal static LocalizedText GapOf { get; } = new("无数据", "no data");
    internal static LocalizedText Table { get; } = MapWords.Table;
    internal static LocalizedText Time { get; } = new("时间", "Time");
    internal static LocalizedText Measure { get; } = new("数值（{0}）", "Value ({0})");
    internal static LocalizedText ChartSays { get; } = new(
        "{0} 至 {1}，{2} 个点，最低 {3}，最高 {4} {5}；{6}；告警于 {7}；无数据 {8} 段。",
            "{0} to {1}: {2} points, lowest {3}, highest {4} {5}; {6}; the alert at {7}; {8} gaps without data.");
    internal static LocalizedText NoLimit { get; } = new("无限值线", "no limit line");
    internal static LocalizedText LimitSays { get; } = new("{0}限值 {1}", "limit: {0} {1}");
    internal static LocalizedText Above { get; } = new("高于", "above");
    internal static LocalizedText Below { get; } = new("低于", "below");

    internal static LocalizedText Replay { get; } = new("重放验证", "Replay this proves it");
    internal static LocalizedText ReplaySays { get; } = new(
        "从流水重新推导这一结论，并逐字节比较。中枢照常工作。", "Derives this again from the journal and compares byte for byte. The hub goes on meanwhile.");
    internal static LocalizedText Replaying { get; } = new("正在重放…", "Replaying…");
    internal static LocalizedText Same { get; } = new("字节一致：流水第 {0} 至 {1} 条", "Same bytes: entries {0} to {1}");
    internal static LocalizedText SameMore { get; } = new("{0} 字节，SHA-256 {1}", "{0} bytes, SHA-256 {1}");
    internal static LocalizedText Differs { get; } =
        new("不一致：流水推导的结果与中枢所存不同", "Not the same: the journal gives something else than the hub has");
    internal static LocalizedText ChainBroken { get; } =
        new("流水本身在第 {0} 条处与封签不符，未再推导", "The journal itself does not fit its seal at entry {0}: nothing was derived");
    internal static LocalizedText Stopped { get; } = new("未能推导到底，未作比较", "It could not be derived to the end: nothing was compared");
    internal static LocalizedText FoundExpected { get; } = new("存有 {0}；应为 {1}。{2}", "found {0}; expected {1}. {2}");

    internal static LocalizedText Case { get; } = new("案卷 {0}", "Case {0}");
    internal static LocalizedText NoEvidence { get; } = new("没有证据。", "There is no evidence.");
    internal static LocalizedText WithPictures { get; } = new("附上证据缩略图（查看将被记录）", "With thumbnails of the evidence (looking is logged)");
    internal static LocalizedText PrintNow { get; } = new("请用浏览器的打印功能（Ctrl+P）打印本页。", "Print this page with the browser (Ctrl+P).");
    internal static LocalizedText PrintedAt { get; } =
        new("{0} 由 {1} 打印。不含个人信息；每步后为流水号。", "Printed {0} by {1}. No personal data is in it; each step has its journal entry.");
    internal static LocalizedText Who { get; } = new("经办", "Who");
    internal static LocalizedText Reported { get; } = new("上报", "Reported");

    internal static LocalizedText TitleOf(string what) => what switch
    {
        "batch" => new("设备上报", "Sent by a device"),
        "feed" => new("外部数据", "Sent by a feed"),
        "relay" => new("由分区转来", "Relayed by a partition"),
        "tick" => new("到时自动处理", "Fell due by the clock"),
        "sensor" => OperationsWords.Sensor,
        "rule" => CommonWords.Rule,
        "condition" => new("条件成立", "Condition met"),
        "alert" => new("告警", "Alert"),
        "lead" => new("预警线索", "Lead"),
        "command" => new("人员操作", "A person's step"),
        "component" => new("部件查询", "Component looked up"),
        "duty" => new("责任查询", "Duty looked up"),
        "dispatch" => new("派遣", "Dispatched"),
        "clock" => CommonWords.Deadline,
        "evidence" => CommonWords.Evidence,
        "item" => CommonWords.WorkItem,
        _ => new(what, what),
    };

    internal static LocalizedText CommandOf(string command) => command switch
    {
        "confirm" => new("确认线索", "confirmed the lead"),
        "dismiss" => new("排除线索", "dismissed the lead"),
        "merge" => new("合并线索", "merged the lead"),
        "take-lead" => new("接手线索", "took the lead"),
        "report" => new("上报", "reported it"),
        "open" => new("新建", "opened it"),
        "step" => new("办理", "moved it on"),
        "admit" => new("接入设备", "admitted a device"),
        _ => new(command, command),
    };

    internal static LocalizedText LeadStateOf(string state) => state switch
    {
        "Confirmed" => CommonWords.Confirmed,
        "Dismissed" => DutyWords.Dismissed,
        "Merged" => DutyWords.Merged,
        _ => DutyWords.Waiting,
    };

    internal static LocalizedText FunctionOf(string? function) => function switch
    {
        "sum" => SumOver,
        "count" => CountOver,
        "average" => AverageOver,
        "minimum" => MinimumOver,
        "maximum" => MaximumOver,
        _ => Plain,
    };
}
