using System.Security.Cryptography;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Identity;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The device's key.</summary>
internal static class KeyCheck
{
    internal static DoctorFinding Look(AgentFolder folder)
    {
        var file = new KeyFile(folder);
        if (!file.Exists)
            return DoctorFinding.Fail("key", $"{folder.Key} is not there, or may not be seen by this user", "citykit-edge enroll. 生成密钥");
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(folder.Key) is var mode && mode != KeyFile.Mode)
            return DoctorFinding.Fail("key", $"{folder.Key} has mode {Convert.ToString((int)mode, 8)}: others may know the key",
                $"citykit-edge replace, and admit the new key; or, when nobody had access: chmod 600 {folder.Key}. 权限过宽，应更换密钥");
        return Open(folder.Key);
    }

    private static DoctorFinding Open(string path)
    {
        try
        {
            using var key = DeviceKey.LoadOrCreate(path);
            return DoctorFinding.Ok("key", EnrollmentSheet.Groups(key.Public.Fingerprint));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return DoctorFinding.Fail("key", wrong.Message,
                "run the doctor as the agent's user, or replace the key: citykit-edge replace. 检查密钥");
        }
    }
}
