namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The disk under the data folder: whether it can be written, how much is free, what it is.</summary>
internal static class DiskCheck
{
    private static readonly string[] InMemory = ["tmpfs", "ramfs"];

    internal static IEnumerable<DoctorFinding> Look(AgentFolder folder, long capBytes)
    {
        if (!Directory.Exists(folder.Path))
        {
            yield return DoctorFinding.Fail("data", $"{folder.Path} is not there",
                $"install -d -o citykit-edge -g citykit-edge -m 0750 {folder.Path}. 创建数据目录");
            yield break;
        }
        yield return LookAtWriting(folder);
        yield return LookAtSpace(folder, capBytes);
        yield return LookAtKind(folder);
    }

    private static DoctorFinding LookAtWriting(AgentFolder folder)
    {
        var probe = Path.Combine(folder.Path, $".doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return DoctorFinding.Ok("data", $"{folder.Path} can be written by this user");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return DoctorFinding.Fail("data", refused.Message,
                "run the doctor as the agent's user (sudo -u citykit-edge); when it fails for that one too: chown citykit-edge: "
                    + $"{folder.Path}. 检查目录权限");
        }
    }

    /// <summary>The outbox at its cap, its write-ahead log, and as much again for a salvaged copy.</summary>
    private static DoctorFinding LookAtSpace(AgentFolder folder, long capBytes)
    {
        var (free, wanted) = (new DriveInfo(folder.Path).AvailableFreeSpace, capBytes * 2);
        var told = $"{free >> 20} MiB free, the outbox may take {capBytes >> 20} MiB";
        if (free < capBytes) return DoctorFinding.Fail("space", told, "free some, or set outbox.capBytes lower. 磁盘空间不足");
        return free < wanted
            ? DoctorFinding.Warn("space", told, $"{wanted >> 20} MiB leave room to salvage a damaged outbox. 磁盘空间偏少")
            : DoctorFinding.Ok("space", told);
    }

    private static DoctorFinding LookAtKind(AgentFolder folder)
    {
        if (Mount.Of(Path.GetFullPath(folder.Path)) is not { } mount)
            return DoctorFinding.Warn("disk", "its kind cannot be determined", "look at findmnt. 无法判断磁盘类型");
        var told = $"{mount.FileSystem} on {mount.Source} at {mount.Point}";
        if (InMemory.Contains(mount.FileSystem))
            return DoctorFinding.Fail("disk", told, "memory is empty after a power cut: put the data on a disk. 断电即失，请改用磁盘");
        if (mount.Options.Contains("ro"))
            return DoctorFinding.Fail("disk", told + ", read-only",
                "mount it for writing; a card that turned read-only by itself is dying: replace it. 只读，请更换存储卡");
        if (mount.Source.StartsWith("/dev/mmcblk", StringComparison.Ordinal))
            return DoctorFinding.Warn("disk", told + ": an SD card or eMMC",
                "works, and wears: an industrial card or an SSD lasts longer; 'status' shows the bytes written. 建议工业级存储卡或固态盘");
        return DoctorFinding.Ok("disk", told);
    }
}
