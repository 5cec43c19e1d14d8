using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of the pages for operations.</summary>
internal static class OperationsWords
{
    internal static LocalizedText Overview { get; } = new("概况", "Overview");
    internal static LocalizedText Devices { get; } = new("设备", "Devices");
    internal static LocalizedText Rules { get; } = new("规则", "Rules");
    internal static LocalizedText Findings { get; } = new("存疑记录", "Findings");
    internal static LocalizedText Subscriptions { get; } = new("订阅与死信", "Deliveries");
    internal static LocalizedText Journal { get; } = new("流水", "Journal");
    internal static LocalizedText Reads { get; } = new("查阅记录", "Read log");
    internal static LocalizedText Configuration { get; } = new("现行配置", "Configuration");
    internal static LocalizedText StoreSize { get; } = new("存储占用", "Store size");
    internal static LocalizedText NothingToSee { get; } = new("无法显示", "Nothing to show");
    internal static LocalizedText Pages { get; } = new("翻页", "Pages");
    internal static LocalizedText FirstPage { get; } = new("第一页", "First page");
    internal static LocalizedText NextPage { get; } = new("下一页", "Next page");
    internal static LocalizedText Filter { get; } = new("筛选", "Filter");
    internal static LocalizedText Clear { get; } = new("清除条件", "Clear");
    internal static LocalizedText None { get; } = new("无", "None");
    internal static LocalizedText Yes { get; } = new("是", "Yes");
    internal static LocalizedText No { get; } = new("否", "No");
    internal static LocalizedText From { get; } = new("起", "From");
    internal static LocalizedText Until { get; } = new("止", "Until");
    internal static LocalizedText Unknown { get; } = new("未知", "Unknown");
    internal static LocalizedText Empty { get; } = DutyWords.Nothing;
    internal static LocalizedText NoDevices { get; } = new(
        "尚未登记设备。用 citykit device admit 或 PUT /devices/{id} 登记。",
        "No device is admitted yet. Admit one with citykit device admit or PUT /devices/{id}.");
    internal static LocalizedText Device { get; } = new("设备", "Device");
    internal static LocalizedText Health { get; } = new("状态", "Health");
    internal static LocalizedText Heard { get; } = new("最近收到", "Last heard");
    internal static LocalizedText Clock { get; } = new("时钟", "Clock");
    internal static LocalizedText Waited { get; } = new("积压", "Waited");
    internal static LocalizedText Cursors { get; } = new("游标（报警 / 读数）", "Cursors (alarm / reading)");
    internal static LocalizedText Missing { get; } = new("缺失", "Missing");
    internal static LocalizedText Agent { get; } = new("代理版本", "Agent");
    internal static LocalizedText Bundle { get; } = new("配置包", "Bundle");
    internal static LocalizedText Never { get; } = new("从未", "Never");
    internal static LocalizedText Behind { get; } = new("{0}后到达", "{0} behind");
    internal static LocalizedText Ahead { get; } = new("快 {0}", "{0} ahead");
    internal static LocalizedText OnTime { get; } = new("无偏差", "in step");
    internal static LocalizedText OnTrial { get; } = new("试运行", "on trial");
    internal static LocalizedText Wanted { get; } = new("应为 {0}", "wanted: {0}");
    internal static LocalizedText Failed { get; } = new("{0} 失败：{1}", "{0} failed: {1}");
    internal static LocalizedText Events { get; } = new("已收事件", "Events taken in");
    internal static LocalizedText Repeats { get; } = new("重复（未再存）", "Repeats (not stored again)");
    internal static LocalizedText MissingEvents { get; } = new("答复过而缺失", "Answered for and missing");
    internal static LocalizedText Key { get; } = new("公钥指纹", "Key's fingerprint");
    internal static LocalizedText Outbox { get; } = new("发件箱", "Outbox");
    internal static LocalizedText OutboxNone { get; } = new("尚无批次", "no batch yet");
    internal static LocalizedText OutboxRetired { get; } = new("此前停用 {0} 个", "{0} retired before");
    internal static LocalizedText OutboxOne { get; } = new("未更换过", "never replaced");
    internal static LocalizedText OldestWaited { get; } = new("最近一批最早事件等待", "Oldest event of the latest batch had waited");
    internal static LocalizedText NewestBehind { get; } = new("最近一批最新事件滞后", "Newest event of the latest batch was behind");
    internal static LocalizedText ClockQuality { get; } = new("时钟来源", "Clock's source");
    internal static LocalizedText Release { get; } = new("提供的代理版本", "Release offered");
    internal static LocalizedText Running { get; } = new("正在运行", "Running");
    internal static LocalizedText NothingOffered { get; } = new("未提供", "none offered");
    internal static LocalizedText Security { get; } = new("安全与数据问题", "Security and data findings");
    internal static LocalizedText NoFindings { get; } = new("没有存疑记录。", "No findings.");
    internal static LocalizedText Sensors { get; } = new("传感器", "Sensors");
    internal static LocalizedText NoSensors { get; } = new(
        "台账中没有该设备现行有效的传感器。",
        "The register has no sensor of this device that counts now.");
    internal static LocalizedText Sensor { get; } = new("传感器", "Sensor");
    internal static LocalizedText Quantity { get; } = new("监测量", "Quantity");
    internal static LocalizedText LastReading { get; } = new("24 小时内最近读数", "Last reading in 24 h");
    internal static LocalizedText OfHousehold { get; } = new("住户传感器，查阅须登记用途", "a household's: read for a purpose");
    internal static LocalizedText NoReading { get; } = new("无", "none");
    internal static LocalizedText SeeFindings { get; } = new("全部存疑记录", "All findings");
    internal static LocalizedText Act { get; } = new("操作", "Action");
    internal static LocalizedText Suspend { get; } = new("停用", "Suspend");
    internal static LocalizedText Resume { get; } = new("恢复", "Resume");
    internal static LocalizedText Revoke { get; } = new("吊销密钥", "Revoke key");
    internal static LocalizedText NoRules { get; } = new("没有生效的规则。", "No rule is in force.");
    internal static LocalizedText Where { get; } = new("运行位置", "Runs");
    internal static LocalizedText Severity { get; } = new("级别", "Severity");
    internal static LocalizedText OpenNow { get; } = new("未解除", "Open");
    internal static LocalizedText Median { get; } = new("时长中位数", "Median");
    internal static LocalizedText P90 { get; } = new("90% 不超过", "90 % within");
    internal static LocalizedText Seen { get; } = new("发现到查看", "Mean to seen");
    internal static LocalizedText Windows { get; } = new("维护窗口", "Maintenance windows");
    internal static LocalizedText SuspendedNow { get; } = new("暂停中", "suspended");
    internal static LocalizedText LooksFor { get; } = new("判断内容", "Looks for");
    internal static LocalizedText About { get; } = new("涉及", "About");
    internal static LocalizedText Follows { get; } = new("处置", "What follows");
    internal static LocalizedText TellsOnce { get; } = new("立即通知 {0}", "notifies {0} at once");
    internal static LocalizedText OpensLead { get; } = new("产生线索（{0}，{1}）", "opens a lead ({0}, {1})");
    internal static LocalizedText OpensItem { get; } = new("自动立案（{0}，{1}）", "opens a work item by itself ({0}, {1})");
    internal static LocalizedText TellsNobody { get; } = new("仅记录", "only recorded");
    internal static LocalizedText Basis { get; } = new("依据", "Basis");
    internal static LocalizedText Version { get; } = new("规则格式版本", "Rule format");
    internal static LocalizedText Line { get; } = new("文件第 {0} 行", "line {0} of the file");
    internal static LocalizedText EverySensor { get; } = new("所有传感器", "every sensor");
    internal static LocalizedText Per { get; } = new("判断单位", "Judged for each");
    internal static LocalizedText Histogram { get; } = new("告警时长分布", "How long its alerts lasted");
    internal static LocalizedText HistogramText { get; } = new("最近 {0} 条已结束的告警", "the last {0} alerts that are over");
    internal static LocalizedText NoneOver { get; } = new("还没有已结束的告警。", "No alert of it is over yet.");
    internal static LocalizedText LastAlerts { get; } = new("最近告警", "Last alerts");
    internal static LocalizedText NoAlerts { get; } = new("没有告警。", "No alerts.");
    internal static LocalizedText Length { get; } = new("时长", "Length");
    internal static LocalizedText StillOpen { get; } = new("未解除", "open");
    internal static LocalizedText Outcomes { get; } = new("处置结论", "Outcomes");
    internal static LocalizedText Period { get; } = new("统计时段", "Period");
    internal static LocalizedText NoWindows { get; } = new("没有维护窗口。", "No maintenance window.");
    internal static LocalizedText By { get; } = new("操作人", "By");
    internal static LocalizedText Held { get; } = new("压下告警", "Held back");
    internal static LocalizedText Ended { get; } = new("已结束", "over");
    internal static LocalizedText Running2 { get; } = new("生效中", "in force");
    internal static LocalizedText Planned { get; } = new("未开始", "to come");
    internal static LocalizedText AddWindow { get; } = new("新建维护窗口", "Add a maintenance window");
    internal static LocalizedText WindowHint { get; } = new(
        "窗口期内规则不产生告警；结束时条件仍成立的会补报。最长 90 天。",
        "In a window the rule raises no alert; what still holds at its end is raised then. At most 90 days.");
    internal static LocalizedText Reason { get; } = new("原因（不写个人信息）", "Reason (no personal data)");
    internal static LocalizedText SourceOnly { get; } = new("仅限传感器（可空）", "Only sensors that begin with (may be empty)");
    internal static LocalizedText EndWindow { get; } = new("提前结束", "End now");
    internal static LocalizedText Code { get; } = new("类型", "Kind");
    internal static LocalizedText What { get; } = new("说明", "What it says");
    internal static LocalizedText Todo { get; } = new("怎么办", "What to do");
    internal static LocalizedText Entry { get; } = new("流水", "Entry");
    internal static LocalizedText Span { get; } = new("时段", "Span");
    internal static LocalizedText At { get; } = new("发现时刻", "Found");
    internal static LocalizedText NoSubscriptions { get; } = new("没有订阅。", "There is no subscription.");
    internal static LocalizedText Channel { get; } = new("通道", "Channel");
    internal static LocalizedText Kinds { get; } = new("通知类型", "Kinds");
    internal static LocalizedText Audience { get; } = new("受众", "Audience");
    internal static LocalizedText BehindCount { get; } = new("未处理", "Not looked at");
    internal static LocalizedText Waiting { get; } = new("等待发送", "Waiting");
    internal static LocalizedText OldestSince { get; } = new("最早等待自", "Oldest since");
    internal static LocalizedText Remove { get; } = new("取消", "Remove");
    internal static LocalizedText DeadLetters { get; } = new("死信", "Dead letters");
    internal static LocalizedText NoLetters { get; } = new("没有死信。", "There is no dead letter.");
    internal static LocalizedText Subject { get; } = new("对象", "Subject");
    internal static LocalizedText Attempts { get; } = new("尝试", "Attempts");
    internal static LocalizedText Failure { get; } = new("失败原因", "Failure");
    internal static LocalizedText Resend { get; } = new("重发", "Resend");
    internal static LocalizedText AddSubscription { get; } = new("新建或修改订阅", "Add or change a subscription");
    internal static LocalizedText Person { get; } = new("收件人", "Recipient");
    internal static LocalizedText SubscriptionHint { get; } = new(
        "同名即修改，从原位置继续；新订阅从现在起发送。",
        "The same name changes one, which goes on from where it is; a new one sends from now on.");
    internal static LocalizedText AllKinds { get; } = new("全部类型", "all kinds");
    internal static LocalizedText Everybody { get; } = new("全部受众", "all audiences");
    internal static LocalizedText Save { get; } = new("保存", "Save");
    internal static LocalizedText Kind { get; } = new("类型", "Kind");
    internal static LocalizedText EntryKey { get; } = new("键", "Key");
    internal static LocalizedText Bytes { get; } = new("字节", "Bytes");
    internal static LocalizedText Received { get; } = new("接收时刻", "Received");
    internal static LocalizedText Pruned { get; } = new("内容已清除", "content pruned");
    internal static LocalizedText NoEntries { get; } = new(
        "没有符合条件的流水。一页最多检索 1 万条，可翻页继续。",
        "No entry matches here. A page searches at most 10,000 entries: go on to the next.");
    internal static LocalizedText EntryTitle { get; } = new("流水第 {0} 条", "Entry {0}");
    internal static LocalizedText Sha { get; } = new("键与内容的 SHA-256", "SHA-256 of key and content");
    internal static LocalizedText Seal { get; } = new("封签", "Seal");
    internal static LocalizedText SealFits { get; } = new("第 {0} 至 {1} 条与封签一致", "entries {0} to {1} give their seal");
    internal static LocalizedText SealFitsOne { get; } = new("第 {0} 条与封签一致", "entry {0} gives its seal");
    internal static LocalizedText Example { get; } = new("如 {0}", "e.g. {0}");
    internal static LocalizedText Partition { get; } = new("分区", "Partition");
    internal static LocalizedText Concerns { get; } = new("关于", "About");
    internal static LocalizedText Entries50 { get; } = new("‹ 更早的 50 条", "‹ 50 before");
    internal static LocalizedText SealBroken { get; } = new(
        "第 {0} 至 {1} 条与封签不符：流水或封签被改动，请运行 citykit journal verify",
        "entries {0} to {1} do not give their seal: they or it were changed. Run citykit journal verify");
    internal static LocalizedText SealNone { get; } = new("附近没有封签", "no seal nearby");
    internal static LocalizedText Content { get; } = new("内容", "What it holds");
    internal static LocalizedText NoContent { get; } = new("只是一个时刻，没有内容。", "A moment, and nothing else.");
    internal static LocalizedText ContentPruned { get; } = new(
        "内容已按保存期限清除；归档中可能仍有。",
        "The content was pruned by the city's retention; an archive may have it.");
    internal static LocalizedText Changed { get; } = new("同一提交中产生", "What its commit brought");
    internal static LocalizedText NothingOfIt { get; } = new(
        "没有产生存疑记录。",
        "No findings came of it.");
    internal static LocalizedText Earlier { get; } = new("‹ 上一条", "‹ Entry before");
    internal static LocalizedText Later { get; } = new("下一条 ›", "Entry after ›");
    internal static LocalizedText Lane { get; } = new("通道", "Lane");
    internal static LocalizedText Part { get; } = new("部分", "Part");
    internal static LocalizedText Relayed { get; } = new("转自分区", "Relayed from");
    internal static LocalizedText Head { get; } = new("链头（请抄存他处）", "Head (note it elsewhere)");
    internal static LocalizedText HeadHint { get; } = new(
        "抄存的链头可由 citykit journal verify --head 核对：之前的内容若被改写即可发现。",
        "citykit journal verify --head compares a noted head: it shows when anything before was rewritten.");
    internal static LocalizedText Verify { get; } = new(
        "单条页面会核对该条所在批次的封签；全文核对用 citykit journal verify。",
        "The page of an entry checks the seal of its commit; citykit journal verify checks everything.");
    internal static LocalizedText Hub { get; } = new("中枢", "Hub");
    internal static LocalizedText IsRunning { get; } = new("运行", "Running");
    internal static LocalizedText RunningYes { get; } = new("正常接收", "takes inputs");
    internal static LocalizedText RunningNo { get; } = new("未运行", "is not running");
    internal static LocalizedText IsFailing { get; } = new("存储", "Store");
    internal static LocalizedText FailingYes { get; } = new("最近一次提交未能写入", "the last commit could not be stored");
    internal static LocalizedText FailingNo { get; } = new("正常写入", "writes");
    internal static LocalizedText WaitingInputs { get; } = new("排队输入", "Inputs waiting");
    internal static LocalizedText OfMost { get; } = new("{0} / {1}", "{0} of {1}");
    internal static LocalizedText HubClock { get; } = new("中枢时钟", "Hub's clock");
    internal static LocalizedText Entries { get; } = new("流水条数", "Journal entries");
    internal static LocalizedText LastHour { get; } = new("近一小时", "In the last hour");
    internal static LocalizedText PerMinute { get; } = new("{0} 条，平均每分钟 {1} 条", "{0}, {1} a minute");
    internal static LocalizedText History { get; } = new("记录历史", "History");
    internal static LocalizedText Epoch { get; } = new("存储占用序号", "Claim of the store");
    internal static LocalizedText Since { get; } = new("最早流水", "First entry");
    internal static LocalizedText LastEntry { get; } = new("最近流水", "Last entry");
    internal static LocalizedText IsPrunedTitle { get; } = new("已清除内容", "Pruned");
    internal static LocalizedText Restores { get; } = new("恢复记录", "Restores");
    internal static LocalizedText NoRestores { get; } = new("没有从旧副本恢复过。", "The record was never restored from an older copy.");
    internal static LocalizedText RestoredAt { get; } = new("历史 {0}：自第 {1} 条起作废", "history {0}: void from entry {1} on");
    internal static LocalizedText DeviceHealth { get; } = new("设备状态", "Devices by health");
    internal static LocalizedText MissingTitle { get; } = new("恢复后缺失的事件", "Events missing since a restore");
    internal static LocalizedText NoMissing { get; } = new("没有缺失。", "Nothing is missing.");
    internal static LocalizedText ReadsAll { get; } = new("全部查阅", "All readings");
    internal static LocalizedText ReadsBy { get; } = new("我的查阅", "Mine");
    internal static LocalizedText ReadsOf { get; } = new("对我的查阅", "Of me");
    internal static LocalizedText Reader { get; } = new("查阅人", "Reader");
    internal static LocalizedText Roles { get; } = new("角色", "Roles");
    internal static LocalizedText Records { get; } = new("条数", "Records");
    internal static LocalizedText Whose { get; } = new("主体", "Whose");
    internal static LocalizedText OfWhom { get; } = new("被查阅人（账号、住户或主体）", "Of whom (account, household or subject)");
    internal static LocalizedText NoReads { get; } = new("没有查阅记录。", "No readings.");
    internal static LocalizedText OwnData { get; } = new("本人信息", "own data");
    internal static LocalizedText Policy { get; } = new("办理规则", "Policy");
    internal static LocalizedText Unnamed { get; } = new("（未命名）", "(no label)");
    internal static LocalizedText DispatchRows { get; } = new("派单行", "Dispatch rows");
    internal static LocalizedText Years { get; } = new("已知工作日历年份", "Years of the calendar");
    internal static LocalizedText Grids { get; } = new("单元网格图", "Unit grid map");
    internal static LocalizedText GridsOf { get; } = new("{0} 个，SHA-256 {1}", "{0}, SHA-256 {1}");
    internal static LocalizedText RulesOf { get; } = new("{0} 条", "{0}");
    internal static LocalizedText SinceEntry { get; } = new("最近变更", "Last changed by");
    internal static LocalizedText Profiles { get; } = new("业务类型", "Profiles");
    internal static LocalizedText ProfileVersion { get; } = new("版本", "Version");
    internal static LocalizedText Id { get; } = new("编号", "Id");
    internal static LocalizedText Confirm { get; } = new("确认", "Confirm");
    internal static LocalizedText Sure { get; } = new("确定要{0}吗？", "{0}?");
    internal static LocalizedText Working { get; } = new("正在提交…", "Working…");
    internal static LocalizedText Refused { get; } = new("未执行：", "Not done: ");
    internal static LocalizedText NotStored { get; } = new("中枢暂时无法存储，请稍后重试。", "The hub cannot store now: try again in a moment.");
    internal static LocalizedText NeedReason { get; } = new("请填写原因。", "Give a reason.");
    internal static LocalizedText NoSuchLetter { get; } = new(
        "没有该死信：可能已重发。",
        "There is no such dead letter: it may have been sent again.");
    internal static LocalizedText OnlyAdministrators { get; } = new("仅系统管理员可重发死信。", "Only an administrator sends a dead letter again.");
}
