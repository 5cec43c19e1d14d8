using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Records;

namespace CityKit.Deciding;

/// <summary>Takes in what the hub noticed by itself, each thing once: those who maintain the hub and its devices are notified.</summary>
internal sealed class ObservationDesk(DeviceTable devices, string audience)
{
    private const string Hub = "hub";

    /// <summary>Whether it was noticed before is known already.</summary>
    internal Step TakeIn(HubInput.Observe input, GroupFacts facts)
    {
        var key = input.Entry!.Value;
        if (facts.Entry(key) is not null) return Step.Answered(this);
        var changed = ChangedBy(input.Content);
        return new Step(attempt =>
        {
            foreach (var device in changed) attempt.Put(DeviceDocuments.Kind, device);
            if (input.Content is ErasedAgain erased) Erase(erased, attempt);
            if (input.Content is Restored) attempt.SkipNumbers(ItemDocuments.Kind, Restored.NumbersSkipped);
            if (input.Content is not WindowsFilled) Tell(input.Content, attempt); // the configuration after it says so
            return new Decided(this, true);
        }) { Entry = new Draft(key.Kind, key.Key, ObservationJson.Write(input.Content)) };
    }

    private static void Erase(ErasedAgain erased, Attempt attempt)
    {
        foreach (var subject in erased.Subjects)
            PrivacyDesk.Erase(new Erasure(SubjectId.Parse(subject), IsHousehold: false, attempt.Now, null), attempt);
    }

    private IReadOnlyList<DeviceRecord> ChangedBy(Observation content) => content switch
    {
        ClockJumped jump when jump.To < jump.From => devices.HeardNoLaterThan(jump.To),
        FellBehind behind when devices.Find(DeviceId.Parse(behind.Device)) is { } device => [Owe(device, behind)],
        _ => [],
    };

    private DeviceRecord Owe(DeviceRecord device, FellBehind behind)
    {
        var outbox = OutboxId.Parse(behind.Outbox);
        var owing = (device.Outbox == outbox ? device : device.WithOutbox(outbox)).WithOwed(behind.Lane, behind.Cursor);
        devices.Put(owing);
        return owing;
    }

    private void Tell(Observation content, Attempt attempt)
    {
        var (code, source, zh, en) = content switch
        {
            Restored restored => ("restored", Hub, Words(restored).Zh, Words(restored).En),
            FellBehind behind => ("missing", behind.Device, Words(behind).Zh, Words(behind).En),
            RetiredOutboxUsed retired => ("cloned-card", retired.Device,
                $"已停用的发件箱 {retired.Outbox} 又发来数据：可能有复制的存储卡，或另一台设备使用同一密钥；请停用（suspend）并核查。",
                $"the retired outbox {retired.Outbox} sends again: a second card or device has the same key. Suspend the device and look."),
            AnswersUnchecked { AnswerKey: null } device => ("answers-unchecked", device.Device,
                "设备不校验中枢回执；请升级代理并执行 enroll --answer-key。",
                "the device does not check the hub's answers: update its agent and pin the key with 'enroll --answer-key'."),
            AnswersUnchecked device => ("answers-unchecked", device.Device,
                $"设备固定的回执公钥是 {device.AnswerKey}，不是本中枢的：它不会接受本中枢的回执；请重新固定。",
                $"the device pinned the answer key {device.AnswerKey}, which is not this hub's: it takes no answer of this hub. "
                + "Pin this one's."),
            ErasedAgain erased => ("erased-again", Hub,
                $"副本中有 {erased.Subjects.Count} 个已删除的个人信息主体，已再次删除。",
                $"the copy held {erased.Subjects.Count} persons or households that had been erased: they were erased again."),
            EvidenceMissing missing => ("evidence-missing", Hub,
                $"证据 {missing.Evidence} 的文件 {missing.File} 不在证据目录中或已损坏，请从该目录的备份恢复。",
                $"the file {missing.File} of the evidence {missing.Evidence} is not in the archive, or is damaged: "
                + "put it back from a copy of the archive."),
            ClockJumped jump => ("clock-jumped", Hub,
                $"中枢时钟由 {jump.From} 跳到 {jump.To}；请检查主机授时，其间到期的期限与离线判断可能有误。",
                $"the hub's clock jumped from {jump.From} to {jump.To}: check the machine's time service; "
                + "what fell due meanwhile may be wrong."),
            RefusalsSurged surged => ("refusals-surged", surged.Device ?? Hub, Words(surged).Zh, Words(surged).En),
            _ => throw new InvalidOperationException($"{content.GetType().Name} has no words."),
        };
        attempt.Add(code, source, null, null, new LocalizedText(zh, en), audience);
    }

    private static LocalizedText Words(Restored restored) => new(
        $"中枢从较旧的副本恢复，自流水第 {restored.Entry} 条继续{(restored.IsDeclared ? "" : "（无人声明，由设备的签名回执发现）")}。"
        + "此后的数据已丢失，设备尚存的会重发，人员指令不会重来；缺失清单见总览。"
        + $"编号跳过 {Restored.NumbersSkipped} 个。",
        $"the hub goes on from an older copy, after journal entry {restored.Entry}"
        + $"{(restored.IsDeclared ? "" : " (nobody said so: a device's receipt showed it)")}. What came after it is lost; "
        + "devices send again what they still have, people's commands do not come again; the summary lists what is missing. "
        + $"{Restored.NumbersSkipped} numbers are left out.");

    private static LocalizedText Words(RefusalsSurged surged) => new(
        $"{surged.Hour} 起一小时内，来自{(surged.Side == "inside" ? "内部网络" : "外部网络")}的请求因 {surged.Kind} 被拒 {surged.Count} 次："
        + "请核对密钥与时钟；若非本单位设备或人员所为，请在防火墙上限制来源。",
        $"in the hour from {surged.Hour}, {surged.Count} requests from {surged.Side} the network were refused as {surged.Kind}: "
        + "check keys and clocks; if they are none of yours, close the firewall to where they come from (the door's log says more).");

    private static LocalizedText Words(FellBehind behind) => new(
        $"中枢曾确认收到{(behind.Lane == Lane.Alarm ? "报警" : "读数")}通道至第 {behind.Cursor} 条，但现在没有；设备会重发尚存的，其余将记为丢失。",
        $"the hub had answered for the {Lanes.NameOf(behind.Lane)} lane up to {behind.Cursor} "
        + "and does not have it; the device sends again what it still has, the rest will be named as lost.");
}
