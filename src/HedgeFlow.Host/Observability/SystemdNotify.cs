using System.Net.Sockets;
using System.Text;

namespace HedgeFlow.Host.Observability;

/// <summary>Tells the service manager that the program is ready and alive. Without <c>NOTIFY_SOCKET</c> it does nothing.</summary>
internal static class SystemdNotify
{
    /// <param name="socket">Value of <c>NOTIFY_SOCKET</c>: a path, or an abstract name that starts with <c>@</c>.</param>
    /// <param name="message"><c>READY=1</c>, <c>WATCHDOG=1</c>, <c>STOPPING=1</c>.</param>
    public static void Send(string? socket, string message)
    {
        if (string.IsNullOrEmpty(socket))
        {
            return;
        }

        try
        {
            using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            sender.SendTo(Encoding.UTF8.GetBytes(message), new UnixDomainSocketEndPoint(socket[0] == '@' ? '\0' + socket[1..] : socket));
        }
        catch (SocketException)
        {
            // The manager went away: the program goes on.
        }
    }
}
