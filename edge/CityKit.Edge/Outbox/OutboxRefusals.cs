using CityKit.Core;

namespace CityKit.Edge.Outbox;

internal static class OutboxRefusals
{
    internal static Refusal Full(long alarms, long readings) => Refusal.Of("outbox-full",
        $"The outbox is full: {alarms} bytes of alarms, which are never given up, and {readings} bytes of readings at the head, "
            + "which may be on their way. Reconnect the hub or raise the cap; the same commit is tried again.",
        $"发件箱已满：告警 {alarms} 字节（从不丢弃），在途读数 {readings} 字节。请恢复与中枢的连接或提高上限；系统将重试。");

    internal static Refusal Disk(string path, string reason) => Refusal.Of("disk",
        $"The disk refused to write {path}: {reason} Free space or replace the disk; the same commit is tried again.",
        $"磁盘拒绝写入 {path}：{reason} 请清理空间或更换存储；系统将重试。");
}
